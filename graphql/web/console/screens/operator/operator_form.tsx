/** An operator's name, address, role and teams; what changes elsewhere meanwhile is shown. */
import { Trans, useLingui } from "@lingui/react/macro";
import type { OperatorSettingsQuery } from "../../../client/operator/graphql";
import { Banner } from "../../parts/banner";
import { Button } from "../../parts/button";
import { CheckboxList } from "../../parts/checkbox_list";
import { Elsewhere } from "../../parts/elsewhere";
import { useKeptForm } from "../../parts/kept_form";
import { Select } from "../../parts/select";
import { TextField } from "../../parts/text_field";
import { tell } from "../../parts/toast_queue";
import { useSubmit, useToasts } from "../../shell";
import { OPERATOR_SAVE } from "./documents";
import styles from "./operator_form.module.css";
import type { Operator } from "./operator_page";

interface OperatorFormProps {
  operator: Operator;
  all: OperatorSettingsQuery;
}

export function OperatorForm({ operator, all }: OperatorFormProps) {
  const { t } = useLingui();
  const toasts = useToasts();
  const { submit, problems, setProblems, isPending } = useSubmit();
  const form = useKeptForm({
    name: operator.name,
    email: operator.email ?? "",
    roleId: operator.role?.id ?? "",
    teamIds: operator.teams.map(({ id }) => id).sort(),
  });
  const { values, set } = form;
  const labels = { name: t`Name`, email: t`Email`, roleId: t`Role`, teamIds: t`Teams` };
  const shown = {
    name: operator.name,
    email: operator.email ?? "",
    roleId: operator.role?.name ?? "",
    teamIds: operator.teams.map(({ name }) => name).join(", "),
  };
  const save = async () => {
    // What is not changed is not sent: an address and a role need more than a name does.
    const { name, email, roleId, teamIds } = values;
    const input = {
      operatorId: operator.id,
      expectedVersion: operator.version,
      ...(name !== operator.name && { name }),
      ...(email !== operator.email && { email }),
      ...(roleId !== operator.role?.id && { roleId }),
      teamIds,
    };
    if (await submit(OPERATOR_SAVE, { input })) {
      form.reset();
      tell(toasts, { text: t`${name} is saved.` });
    }
  };
  const general = problems[""] ?? problems["operatorId"] ?? problems["expectedVersion"];
  const isRoleChanged = values.roleId !== operator.role?.id;
  return (
    <form
      className={styles.form}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (values.name.trim() === "") {
          setProblems({ name: t`This is needed.` });
        } else {
          void save();
        }
      }}
    >
      <Elsewhere
        changes={form.elsewhere.map((key) => ({ label: labels[key], value: shown[key] }))}
        onTheirs={form.reset}
        onMine={form.keepMine}
      />
      <TextField
        label={labels.name}
        maxLength={200}
        value={values.name}
        error={problems["name"]}
        onChange={(typed) => set("name", typed)}
      />
      <TextField
        label={labels.email}
        type="email"
        value={values.email}
        error={problems["email"]}
        onChange={(typed) => set("email", typed)}
      />
      <Select
        label={labels.roleId}
        placeholder={labels.roleId}
        value={values.roleId}
        // That nobody would be left who manages is said where the role is chosen.
        error={problems["roleId"] ?? (isRoleChanged ? general : undefined)}
        options={all.roles.map(({ id, name }) => ({ id, text: name }))}
        onChange={(id) => set("roleId", id)}
      />
      <CheckboxList
        label={labels.teamIds}
        options={all.teams.map(({ id, name }) => ({ id, text: name }))}
        value={values.teamIds}
        error={problems["teamIds"]}
        empty={t`There is no team yet.`}
        onChange={(ids) => set("teamIds", ids.sort())}
      />
      {general && !isRoleChanged ? <Banner tone="danger">{general}</Banner> : null}
      <Button type="submit" tone="primary" isPending={isPending} isDisabled={!form.isChanged}>
        <Trans>Save</Trans>
      </Button>
    </form>
  );
}
