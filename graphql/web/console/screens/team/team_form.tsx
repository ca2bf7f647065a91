/** A team's name, its operators, and where its chats go when they are escalated; which channels it sees, below. */
import { useLingui } from "@lingui/react/macro";
import type { TeamOperatorsQuery, TeamSettingsQuery } from "../../../client/operator/graphql";
import { SheetForm } from "../../library";
import { CheckboxList } from "../../parts/checkbox_list";
import { Chip } from "../../parts/chip";
import { Elsewhere } from "../../parts/elsewhere";
import { useKeptForm } from "../../parts/kept_form";
import { Select } from "../../parts/select";
import { TextField } from "../../parts/text_field";
import { tell } from "../../parts/toast_queue";
import { useSubmit, useToasts } from "../../shell";
import { TEAM_CREATE, TEAM_DELETE, TEAM_UPDATE } from "./documents";
import styles from "./team_form.module.css";

interface TeamFormProps {
  /** None for a new one. */
  team: TeamSettingsQuery["teams"][number] | undefined;
  all: TeamSettingsQuery;
  colleagues: readonly TeamOperatorsQuery["operators"]["nodes"][number][];
  onDone: () => void;
}

/** A select has no empty choice of its own. */
const NONE = "none";

export function TeamForm({ team, all, colleagues, onDone }: TeamFormProps) {
  const { t, i18n } = useLingui();
  const toasts = useToasts();
  const { submit, problems, setProblems, isPending } = useSubmit();
  const { submit: submitEnd, problem: needed, isPending: isEnding } = useSubmit();
  // Whoever is deactivated stays in the team until somebody takes them out.
  const members = new Map([...(team?.operators ?? []), ...colleagues].map((one) => [one.id, one]));
  const form = useKeptForm({
    name: team?.name ?? "",
    operatorIds: (team?.operators ?? []).map(({ id }) => id).sort(),
    above: team?.escalatesTo?.id ?? NONE,
  });
  const { values, set } = form;
  const labels = { name: t`Name`, operatorIds: t`Operators`, above: t`Escalates to` };
  const shown = {
    name: team?.name ?? "",
    operatorIds: (team?.operators ?? []).map(({ name }) => name).join(", "),
    above: team?.escalatesTo?.name ?? t`no team`,
  };
  const channels = all.channels.filter(({ memberTeams }) =>
    memberTeams.some(({ id }) => id === team?.id),
  );
  const save = async () => {
    if (values.name.trim() === "") {
      setProblems({ name: t`This is needed.` });
      return;
    }
    const { name, operatorIds, above } = values;
    const done = team
      ? await submit(TEAM_UPDATE, {
          input: {
            teamId: team.id,
            expectedVersion: team.version,
            name,
            operatorIds,
            escalatesToTeamId: above === NONE ? null : above,
          },
        })
      : await submit(TEAM_CREATE, { input: { name, operatorIds } });
    if (done) {
      tell(toasts, { text: t`The team is saved.` });
      onDone();
    }
  };
  const remove = async () => {
    if (team && (await submitEnd(TEAM_DELETE, { input: { teamId: team.id } }))) {
      tell(toasts, { text: t`The team is deleted.` });
      onDone();
    }
  };
  const general = problems[""] ?? problems["teamId"] ?? problems["expectedVersion"];
  return (
    <SheetForm
      problem={general}
      isPending={isPending}
      isAsItWas={team !== undefined && !form.isChanged}
      onSave={() => void save()}
      deleting={
        team && {
          title: t`Delete the team ${team.name}?`,
          text: t`Its operators stay; what they saw by it alone, they see no more.`,
          problem: needed,
          isPending: isEnding,
          onDelete: () => void remove(),
        }
      }
    >
      <Elsewhere
        changes={form.elsewhere.map((key) => ({ label: labels[key], value: shown[key] }))}
        onTheirs={form.reset}
        onMine={form.keepMine}
      />
      <TextField
        label={labels.name}
        maxLength={100}
        isFirst={!team}
        value={values.name}
        error={problems["name"]}
        onChange={(typed) => set("name", typed)}
      />
      <CheckboxList
        label={labels.operatorIds}
        options={[...members.values()]
          .sort((one, other) => one.name.localeCompare(other.name, i18n.locale))
          .map(({ id, name, isActive }) => ({
            id,
            text: isActive ? name : t`${name} (deactivated)`,
          }))}
        value={values.operatorIds}
        error={problems["operatorIds"]}
        onChange={(ids) => set("operatorIds", ids.sort())}
      />
      {team ? (
        <>
          <Select
            label={labels.above}
            help={t`Where its chats go when somebody gives them to the team above.`}
            placeholder={t`no team`}
            value={values.above}
            error={problems["escalatesToTeamId"]}
            options={[
              { id: NONE, text: t`no team` },
              ...all.teams
                .filter(({ id }) => id !== team.id)
                .map(({ id, name }) => ({ id, text: name })),
            ]}
            onChange={(id) => set("above", id)}
          />
          {channels.length > 0 ? (
            <div>
              <p className={styles.label}>{t`Sees the channels`}</p>
              {channels.map(({ id, name }) => (
                <Chip key={id} text={name} />
              ))}
            </div>
          ) : null}
        </>
      ) : null}
    </SheetForm>
  );
}
