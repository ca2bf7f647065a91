/** A role's name, whether it asks for a second factor, and its permissions as sentences. */
import { useLingui } from "@lingui/react/macro";
import type { Permission, RolesQuery } from "../../../client/operator/graphql";
import { SheetForm } from "../../library";
import { CheckboxList } from "../../parts/checkbox_list";
import { Elsewhere } from "../../parts/elsewhere";
import { useKeptForm } from "../../parts/kept_form";
import { Switch } from "../../parts/switch";
import { TextField } from "../../parts/text_field";
import { tell } from "../../parts/toast_queue";
import { useMe, useSubmit, useToasts } from "../../shell";
import { PERMISSION_GROUPS, permissionText } from "../permission";
import { ROLE_CREATE, ROLE_DELETE, ROLE_UPDATE } from "./documents";

interface RoleFormProps {
  /** None for a new one. */
  role: RolesQuery["roles"][number] | undefined;
  onDone: () => void;
}

const NEW = {
  name: "",
  isTotpRequired: false,
  permissions: [] as readonly Permission[],
  isBuiltIn: false,
};

/** The built-in role that has all permissions, always; built-in ones keep their names. */
const ADMIN = "Admin";

export function RoleForm({ role, onDone }: RoleFormProps) {
  const { t, i18n } = useLingui();
  const { may } = useMe();
  const toasts = useToasts();
  const { submit, problems, setProblems, isPending } = useSubmit();
  const { submit: submitEnd, problem: needed, isPending: isEnding } = useSubmit();
  const { name, isTotpRequired, permissions, isBuiltIn } = role ?? NEW;
  const form = useKeptForm({ name, isTotpRequired, permissions: [...permissions].sort() });
  const { values, set } = form;
  const labels = { name: t`Name`, isTotpRequired: t`Second factor`, permissions: t`Permissions` };
  const shown = (key: keyof typeof values) =>
    key === "name"
      ? name
      : key === "permissions"
        ? permissions.map((one) => i18n._(permissionText(one))).join("; ")
        : isTotpRequired
          ? t`yes`
          : t`no`;
  const save = async () => {
    if (values.name.trim() === "") {
      setProblems({ name: t`This is needed.` });
      return;
    }
    const done = role
      ? await submit(ROLE_UPDATE, {
          input: { roleId: role.id, expectedVersion: role.version, ...values },
        })
      : await submit(ROLE_CREATE, { input: values });
    if (done) {
      tell(toasts, { text: t`The role is saved.` });
      onDone();
    }
  };
  const remove = async () => {
    if (role && (await submitEnd(ROLE_DELETE, { input: { roleId: role.id } }))) {
      tell(toasts, { text: t`The role is deleted.` });
      onDone();
    }
  };
  const general = problems[""] ?? problems["roleId"] ?? problems["expectedVersion"];
  const isOfAdmins = isBuiltIn && name === ADMIN;
  const isManager = role?.permissions.includes("OPERATOR_MANAGE") === true;
  // The last who may manage loses nothing: that refusal is about this very permission.
  const isAboutManaging = isManager && !values.permissions.includes("OPERATOR_MANAGE");
  return (
    <SheetForm
      problem={isAboutManaging ? undefined : general}
      isPending={isPending}
      isAsItWas={role !== undefined && !form.isChanged}
      onSave={() => void save()}
      deleting={
        role &&
        !role.isBuiltIn && {
          title: t`Delete the role ${role.name}?`,
          text: t`Only a role that no operator has can go.`,
          problem: needed,
          isPending: isEnding,
          onDelete: () => void remove(),
        }
      }
    >
      <Elsewhere
        changes={form.elsewhere.map((key) => ({ label: labels[key], value: shown(key) }))}
        onTheirs={form.reset}
        onMine={form.keepMine}
      />
      <TextField
        label={labels.name}
        maxLength={100}
        isFirst={!role}
        value={values.name}
        error={problems["name"]}
        isDisabled={isBuiltIn}
        {...(isBuiltIn && { help: t`A built-in role keeps its name.` })}
        onChange={(typed) => set("name", typed)}
      />
      <Switch
        label={t`Asks for a second factor`}
        help={t`Signing in takes a code of an authenticator app as well, from the next time on.`}
        isSelected={values.isTotpRequired}
        onChange={(is) => set("isTotpRequired", is)}
      />
      {PERMISSION_GROUPS.map((group) => {
        const ids: readonly Permission[] = group.permissions;
        const isOfManaging = ids.includes("OPERATOR_MANAGE");
        return (
          <CheckboxList
            key={ids[0]}
            label={i18n._(group.title)}
            options={ids.map((one) => ({
              id: one,
              text: i18n._(permissionText(one)),
              // Nobody gives, or takes, what they have not themselves.
              isDisabled: isOfAdmins || may?.has(one) !== true,
            }))}
            value={values.permissions}
            error={isOfManaging ? (isAboutManaging ? general : problems["permissions"]) : undefined}
            onChange={(chosen) =>
              set(
                "permissions",
                [
                  ...values.permissions.filter((one) => !ids.includes(one)),
                  ...ids.filter((one) => chosen.includes(one)),
                ].sort(),
              )
            }
          />
        );
      })}
    </SheetForm>
  );
}
