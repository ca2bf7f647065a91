/** A chat as a line of the table. Its contact's addresses are read apart: not everybody may see them. */
import { useLingui } from "@lingui/react/macro";
import { Check } from "lucide-react";
import { VisuallyHidden } from "react-aria-components/VisuallyHidden";
import { useQuery } from "urql";
import type { ChatRowFragment } from "../../../../client/operator/graphql";
import { ChannelIcon, StatusChip } from "../../../chat";
import { useLive } from "../../../live/provider";
import { useListened } from "../../../live/use_listened";
import { Avatar } from "../../../parts/avatar";
import { Icon } from "../../../parts/icon";
import { Priority } from "../../../parts/priority";
import { Time } from "../../../parts/time";
import { Unread } from "../../../parts/unread";
import { Waiting } from "../../../parts/waiting";
import { useInbox } from "../use_inbox";
import { LastMessage } from "./last_message";
import styles from "./table_row.module.css";
import { ROW_ADDRESSES } from "./use_addresses";

interface TableRowProps {
  chat: ChatRowFragment;
  isDimmed: boolean;
  isChosen: boolean;
}

export function TableRow({ chat, isDimmed, isChosen }: TableRowProps) {
  const { t } = useLingui();
  const live = useLive();
  const { choices } = useInbox();
  const unread = useListened(live.reads.changes, () => live.reads.unread(chat) ?? 0);
  const [{ data }] = useQuery({
    query: ROW_ADDRESSES,
    variables: { id: chat.id },
    requestPolicy: "cache-only",
  });
  const addresses = data?.node?.__typename === "Chat" ? data.node.contact : undefined;
  const { contact, operator, channel } = chat;
  const role = choices.contactRoles.find(({ key }) => key === contact.role)?.name ?? contact.role;
  const isOpen = chat.status !== "CLOSED" && chat.status !== "ARCHIVED";
  return (
    <div
      className={styles.row}
      data-unread={unread > 0 ? "" : undefined}
      data-unanswered={chat.isUnanswered && isOpen ? "" : undefined}
      data-dimmed={isDimmed ? "" : undefined}
    >
      <span className={styles.choose} data-choose="" data-state={isChosen ? "chosen" : undefined}>
        {isChosen ? <Icon of={Check} size="small" /> : null}
      </span>
      <span className={styles.who}>
        <Avatar id={contact.id} name={contact.name} size="small" />
        <bdi className={styles.name}>{contact.name}</bdi>
        <Priority of={chat.priority} />
      </span>
      <span className={styles.message}>
        <LastMessage message={chat.lastMessage} subject={chat.subject} />
        <Unread count={unread} />
      </span>
      <span className={styles.cell}>
        {chat.waitingOn === "OPERATOR" && chat.waitingSince && isOpen ? (
          <Waiting since={chat.waitingSince} />
        ) : (
          <StatusChip status={chat.status} isBare />
        )}
      </span>
      <span className={styles.cell}>
        {operator ? (
          <>
            <Avatar id={operator.id} name={operator.name} size="small" />
            <bdi className={styles.text}>{operator.name}</bdi>
          </>
        ) : (
          <VisuallyHidden>{t`Nobody`}</VisuallyHidden>
        )}
      </span>
      <span className={styles.cell}>
        <ChannelIcon plugin={channel.plugin} />
        <bdi className={styles.text}>{channel.name}</bdi>
      </span>
      <bdi className={styles.text}>{role}</bdi>
      <bdi className={styles.text}>{addresses?.phone}</bdi>
      <bdi className={styles.text}>{addresses?.email}</bdi>
      <span className={styles.time}>
        <Time at={chat.createdAt} />
      </span>
      <span className={styles.time}>
        <Time at={chat.lastMessageAt} />
      </span>
    </div>
  );
}
