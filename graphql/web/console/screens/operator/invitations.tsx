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
  // One that is made again is revoked first: its line stays, for the new link or for what was wrong.
  const [again, setAgain] = useState<readonly Invitation[]>([]);
  const isFollowed = ({ email, createdAt }: Invitation) =>
    invitations.some((one) => one.email === email && one.createdAt > createdAt);
  const waiting = new Map(
    [
      ...again.filter((one) => !isFollowed(one)),
      ...invitations.filter(({ acceptedAt, revokedAt }) => !acceptedAt && !revokedAt),
    ].map((one) => [one.email, one]),
  );
  return waiting.size === 0 ? null : (
    <section aria-label={t`Invitations`}>
      <ul className={styles.list}>
        {[...waiting.values()].map((one) => (
          <InvitationRow
            key={one.email}
            invitation={one}
            onAgain={() => setAgain([...again, one])}
          />
        ))}
      </ul>
    </section>
  );
}

interface InvitationRowProps {
  invitation: Invitation;
  onAgain: () => void;
}

function InvitationRow({ invitation, onAgain }: InvitationRowProps) {
  const { t } = useLingui();
  const toasts = useToasts();
  const { submit, problem, isPending } = useSubmit();
  const [link, setLink] = useState<string>();
  const [endedId, setEndedId] = useState<string>();
  const { id, email, expiresAt, role, teams } = invitation;
  const isOver = useNow((now) => Date.parse(expiresAt) <= now);
  const revoke = () => submit(INVITATION_REVOKE, { input: { invitationId: id } });
  const again = async () => {
    // The link is told once: another invitation makes another one, and the first ends.
    const teamIds = teams.map((one) => one.id);
    const input = { email, teamIds, ...(role && { roleId: role.id }) };
    onAgain();
    if (!isOver && endedId !== id && !(await revoke())) {
      return;
    }
    setEndedId(id);
    const made = await submit(INVITATION_CREATE, { input });
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
      </span>
      <span className={styles.acts}>
        <Button isPending={isPending} onPress={() => void again()}>
          <Trans>New link</Trans>
        </Button>
        {isOver ? null : (
          <Button tone="quiet" onPress={() => void revoke()}>
            <Trans>Revoke</Trans>
          </Button>
        )}
      </span>
      {link ? (
        <div className={styles.link}>
          <InvitationLink link={link} />
        </div>
      ) : null}
    </li>
  );
}
