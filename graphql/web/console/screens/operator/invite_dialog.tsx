/** Invites a colleague: address, role, teams; then gives the link, which is told this once (F109). */
import { Trans, useLingui } from "@lingui/react/macro";
import { useState } from "react";
import type { OperatorSettingsQuery } from "../../../client/operator/graphql";
import { Banner } from "../../parts/banner";
import { Button } from "../../parts/button";
import { CheckboxList } from "../../parts/checkbox_list";
import { Dialog } from "../../parts/dialog";
import { Select } from "../../parts/select";
import { TextField } from "../../parts/text_field";
import { Time } from "../../parts/time";
import { useMe, useSubmit } from "../../shell";
import { INVITATION_CREATE } from "./documents";
import { InvitationLink, linkOf } from "./invitation_link";
import styles from "./invite_dialog.module.css";

interface InviteDialogProps {
  roles: OperatorSettingsQuery["roles"];
  teams: OperatorSettingsQuery["teams"];
  isOpen: boolean;
  onClose: () => void;
}

export function InviteDialog({ isOpen, onClose, ...rest }: InviteDialogProps) {
  const { t } = useLingui();
  return (
    <Dialog title={t`Invite a colleague`} isOpen={isOpen} onClose={onClose}>
      <InviteForm {...rest} onClose={onClose} />
    </Dialog>
  );
}

function InviteForm({ roles, teams, onClose }: Omit<InviteDialogProps, "isOpen">) {
  const { t } = useLingui();
  const { may } = useMe();
  const { submit, problems, setProblems, isPending } = useSubmit();
  const [email, setEmail] = useState("");
  // Nobody gives more than they have.
  const given = roles.filter(({ permissions }) => permissions.every((one) => may?.has(one)));
  const [roleId, setRole] = useState<string | null>(
    () =>
      given.toSorted((one, other) => one.permissions.length - other.permissions.length)[0]?.id ??
      null,
  );
  const [teamIds, setTeams] = useState<string[]>([]);
  const [made, setMade] = useState<{ link: string; expiresAt: string }>();
  if (made) {
    return (
      <div className={styles.form}>
        <Banner tone="ok">
          <Trans>
            <bdi>{email}</bdi> is invited until <Time at={made.expiresAt} isFull />. Send them this
            link.
          </Trans>
        </Banner>
        <InvitationLink link={made.link} />
        <Button tone="primary" onPress={onClose}>
          <Trans>Done</Trans>
        </Button>
      </div>
    );
  }
  const invite = async () => {
    const input = { email: email.trim(), teamIds, ...(roleId && { roleId }) };
    const created = (await submit(INVITATION_CREATE, { input }))?.invitationCreate.created;
    if (created) {
      setMade({ link: linkOf(created), expiresAt: created.invitation.expiresAt });
    }
  };
  return (
    <form
      className={styles.form}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (email.trim() === "") {
          setProblems({ email: t`This is needed.` });
        } else {
          void invite();
        }
      }}
    >
      <TextField
        label={t`Email`}
        type="email"
        isFirst
        value={email}
        error={problems["email"]}
        onChange={setEmail}
      />
      <Select
        label={t`Role`}
        placeholder={t`Role`}
        value={roleId}
        error={problems["roleId"]}
        options={given.map(({ id, name }) => ({ id, text: name }))}
        onChange={setRole}
      />
      {teams.length > 0 ? (
        <CheckboxList
          label={t`Teams`}
          options={teams.map(({ id, name }) => ({ id, text: name }))}
          value={teamIds}
          error={problems["teamIds"]}
          onChange={setTeams}
        />
      ) : null}
      {problems[""] ? <Banner tone="danger">{problems[""]}</Banner> : null}
      <Button type="submit" tone="primary" isPending={isPending}>
        <Trans>Invite</Trans>
      </Button>
    </form>
  );
}
