/** Who is invited and has not come yet: until when, and the ways to invite again or take it back (F109). */
import { Trans, useLingui } from "@lingui/react/macro";
import { useState } from "react";
import type { OperatorSettingsQuery } from "../../../client/operator/graphql";
import { Button } from "../../parts/button";
import { Time } from "../../parts/time";
import { tell } from "../../parts/toast_queue";
import { useNow } from "../../parts/use_now";
import { useSubmit, useToasts } from "../../shell";
import { INVITATION_CREATE, INVITATION_REVOKE } from "./documents";
import { InvitationLink, linkOf } from "./invitation_link";
import styles from "./invitations.module.css";

type Invitation = OperatorSettingsQuery["invitations"][number];

export function Invitations({ invitations }: { invitations: readonly Invitation[] }) {
  const { t } = useLingui();
  const waiting = invitations.filter(({ acceptedAt, revokedAt }) => !acceptedAt && !revokedAt);
  return waiting.length === 0 ? null : (
    <section aria-label={t`Invitations`}>
      <ul className={styles.list}>
        {waiting.map((one) => (
          <InvitationRow key={one.id} invitation={one} />
        ))}
      </ul>
    </section>
  );
}

function InvitationRow({ invitation }: { invitation: Invitation }) {
  const { t } = useLingui();
  const toasts = useToasts();
  const { submit, problem, isPending } = useSubmit();
  const [link, setLink] = useState<string>();
  const { id, email, expiresAt, role, teams } = invitation;
  const isOver = useNow((now) => Date.parse(expiresAt) <= now);
  const revoke = () => submit(INVITATION_REVOKE, { input: { invitationId: id } });
  const again = async () => {
    // The link is told once: another invitation makes another one, and the first ends.
    const teamIds = teams.map((one) => one.id);
    const input = { email, teamIds, ...(role && { roleId: role.id }) };
    const ended = isOver || (await revoke());
    const made = ended && (await submit(INVITATION_CREATE, { input }));
    const created = made ? made.invitationCreate.created : undefined;
    if (created) {
      setLink(linkOf(created));
      await navigator.clipboard?.writeText(linkOf(created)).catch(() => undefined);
      tell(toasts, { text: t`A new link for ${email} is made and copied.` });
    }
  };
  return (
    <li className={styles.row}>
      <span className={styles.about}>
        <bdi className={styles.email}>{email}</bdi>
        <span className={styles.text}>
          {isOver ? (
            <Trans>The invitation has ended.</Trans>
          ) : (
            <Trans>
              Invited, ends <Time at={expiresAt} isFull />
            </Trans>
          )}
        </span>
        {problem ? <span className={styles.problem}>{problem}</span> : null}
        {link ? <InvitationLink link={link} /> : null}
      </span>
      <Button isPending={isPending} onPress={() => void again()}>
        <Trans>New link</Trans>
      </Button>
      {isOver ? null : (
        <Button tone="quiet" onPress={() => void revoke()}>
          <Trans>Revoke</Trans>
        </Button>
      )}
    </li>
  );
}
