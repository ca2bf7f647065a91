/** A contact in the list: who they are, and where their last chat stands. From the cache alone. */
import { useLingui } from "@lingui/react/macro";
import { Ban } from "lucide-react";
import { memo, useEffect } from "react";
import { useClient, useQuery } from "urql";
import type { ContactRolesQuery } from "../../../client/operator/graphql";
import { StatusChip } from "../../chat";
import { Avatar } from "../../parts/avatar";
import { Icon } from "../../parts/icon";
import { LabelDot } from "../../parts/label";
import { Time } from "../../parts/time";
import styles from "./contact_row.module.css";
import { CONTACT_ROW } from "./documents";

interface ContactRowProps {
  id: string;
  roles: ContactRolesQuery["contactRoles"];
}

export const ContactRow = memo(function ContactRow({ id, roles }: ContactRowProps) {
  const { t } = useLingui();
  const client = useClient();
  const [{ data, fetching }] = useQuery({
    query: CONTACT_ROW,
    variables: { id },
    requestPolicy: "cache-only",
  });
  const contact = data?.node?.__typename === "Contact" ? data.node : undefined;
  const isLost = !contact && !fetching;
  useEffect(() => {
    if (isLost) {
      void client.query(CONTACT_ROW, { id }, { requestPolicy: "network-only" }).toPromise();
    }
  }, [isLost, client, id]);
  if (!contact) {
    return <div className={styles.row} />;
  }
  const role = roles.find(({ key }) => key === contact.role);
  const [chat] = contact.chats.nodes;
  return (
    <div className={styles.row}>
      <Avatar id={contact.id} name={contact.name} />
      <span className={styles.texts}>
        <span className={styles.line}>
          <bdi className={styles.name}>{contact.name}</bdi>
          {contact.isBlocked ? (
            <span className={styles.blocked}>
              <Icon of={Ban} size="small" />
              {t`Blocked`}
            </span>
          ) : null}
          {role || contact.role ? (
            <span className={styles.role}>
              {role ? <LabelDot color={role.color} /> : null}
              <bdi>{role?.name ?? contact.role}</bdi>
            </span>
          ) : null}
        </span>
        <span className={styles.line}>
          {chat && contact.hasOpenChat ? (
            <StatusChip status={chat.status} isBare />
          ) : (
            <span className={styles.none}>{t`No active chat`}</span>
          )}
          <span className={styles.reach}>
            <bdi>{contact.email ?? contact.phone}</bdi>
          </span>
          {chat ? (
            <span className={styles.time}>
              <Time at={chat.lastMessageAt} />
            </span>
          ) : null}
        </span>
      </span>
    </div>
  );
});
