/** What every channel has: its name, where its chats go, who sees them, and when a new chat begins. */
import { plural } from "@lingui/core/macro";
import { useLingui } from "@lingui/react/macro";
import { Checkbox } from "../../parts/checkbox";
import { Select } from "../../parts/select";
import { TextField } from "../../parts/text_field";
import type { ChannelsData } from "./channels";
import { Contested } from "./contested";
import styles from "./schema_form.module.css";
import type { ChannelEdit } from "./use_channel_edit";

interface GeneralFormProps {
  edit: ChannelEdit;
  data: ChannelsData;
  isDisabled: boolean;
}

const DAY_MS = 86_400_000;
const NOBODY = "nobody";
const USUAL = "usual";
const NEVER = "never";

export function GeneralForm({ edit, data, isDisabled }: GeneralFormProps) {
  const { t } = useLingui();
  const { teams, operators, schedules } = data;
  const chosen = (place: string) => (edit.value(place) ?? []) as readonly string[];
  const toggle = (place: string, id: string, is: boolean) =>
    edit.set(place, is ? [...chosen(place), id] : chosen(place).filter((one) => one !== id));
  const reopen = edit.value("reopenWithinMs");
  const days = [
    ...new Set([1, 7, 30, 90, ...(typeof reopen === "number" ? [reopen / DAY_MS] : [])]),
  ];
  const usual = schedules.find(({ isDefault }) => isDefault);
  const usualHours = usual ? t`As the desk: ${usual.name}` : t`Always open`;
  const nameOfSchedule = (id: unknown) =>
    schedules.find((schedule) => schedule.id === id)?.name ?? usualHours;
  const nameOfTeam = (id: unknown) => teams.find((team) => team.id === id)?.name;
  return (
    <div className={styles.fields}>
      <div className={styles.field}>
        <TextField
          label={t`Name`}
          help={t`Your team reads it.`}
          maxLength={200}
          isRequired
          isDisabled={isDisabled}
          value={String(edit.value("name") ?? "")}
          error={edit.error("name")}
          onChange={(name) => edit.set("name", name)}
        />
        <Contested edit={edit} place="name" />
      </div>
      <div className={styles.field}>
        <Select
          label={t`New chats go to`}
          placeholder={t`Nobody in particular`}
          value={String(edit.value("teamId") ?? NOBODY)}
          options={[
            { id: NOBODY, text: t`Nobody in particular` },
            ...teams.map(({ id, name }) => ({ id, text: name })),
          ]}
          isDisabled={isDisabled}
          onChange={(id) => edit.set("teamId", id === NOBODY ? undefined : id)}
        />
        <Contested edit={edit} place="teamId" text={nameOfTeam} />
      </div>
      <div className={styles.field}>
        <Select
          label={t`Business hours`}
          placeholder={usualHours}
          value={String(edit.value("scheduleId") ?? USUAL)}
          options={[
            { id: USUAL, text: usualHours },
            ...schedules.map(({ id, name }) => ({ id, text: name })),
          ]}
          isDisabled={isDisabled}
          onChange={(id) => edit.set("scheduleId", id === USUAL ? undefined : id)}
        />
        <Contested edit={edit} place="scheduleId" text={nameOfSchedule} />
      </div>
      <Select
        label={t`Who writes again after closing`}
        placeholder={t`Goes on in the same chat`}
        value={typeof reopen === "number" ? String(reopen) : NEVER}
        options={[
          { id: NEVER, text: t`Goes on in the same chat` },
          ...days.map((count) => ({
            id: String(count * DAY_MS),
            text: plural(count, {
              one: "Gets a new chat after # day",
              other: "Gets a new chat after # days",
            }),
          })),
        ]}
        isDisabled={isDisabled}
        onChange={(id) => edit.set("reopenWithinMs", id === NEVER ? undefined : Number(id))}
      />
      <fieldset className={styles.group}>
        <legend className={styles.legend}>{t`Who sees its chats`}</legend>
        <span className={styles.newer}>{t`Without a mark, everybody does.`}</span>
        {teams.map(({ id, name }) => (
          <Checkbox
            key={id}
            label={name}
            isDisabled={isDisabled}
            isSelected={chosen("memberTeamIds").includes(id)}
            onChange={(is) => toggle("memberTeamIds", id, is)}
          />
        ))}
        {operators.nodes.map(({ id, name }) => (
          <Checkbox
            key={id}
            label={name}
            isDisabled={isDisabled}
            isSelected={chosen("memberOperatorIds").includes(id)}
            onChange={(is) => toggle("memberOperatorIds", id, is)}
          />
        ))}
      </fieldset>
    </div>
  );
}
