/** Whose a new entry is: one's own, a team's or everyone's. What others have too needs a permission. */
import { useLingui } from "@lingui/react/macro";
import type { SharingScope } from "../../client/operator/graphql";
import { RadioGroup } from "../parts/radio_group";
import { Select } from "../parts/select";
import styles from "./scope_field.module.css";

export interface Sharing {
  scope: SharingScope;
  teamId: string | null;
}

interface ScopeFieldProps {
  value: Sharing;
  teams: readonly { id: string; text: string }[];
  mayShare: boolean;
  error: string | undefined;
  onChange: (value: Sharing) => void;
}

export function ScopeField({ value, teams, mayShare, error, onChange }: ScopeFieldProps) {
  const { t } = useLingui();
  const { scope, teamId } = value;
  return (
    <div className={styles.field}>
      <RadioGroup
        label={t`Who has it`}
        help={t`This stays as it is once it is created.`}
        value={scope}
        options={[
          { id: "OWN", text: t`Only me` },
          { id: "TEAM", text: t`A team`, isDisabled: !mayShare || teams.length === 0 },
          { id: "EVERYONE", text: t`Everyone`, isDisabled: !mayShare },
        ]}
        onChange={(id) =>
          onChange({
            scope: id as SharingScope,
            teamId: id === "TEAM" ? (teamId ?? teams[0]?.id ?? null) : null,
          })
        }
      />
      {scope === "TEAM" ? (
        <Select
          label={t`Team`}
          placeholder={t`Choose a team`}
          value={teamId}
          options={teams}
          error={error}
          onChange={(id) => onChange({ scope, teamId: id })}
        />
      ) : null}
    </div>
  );
}
