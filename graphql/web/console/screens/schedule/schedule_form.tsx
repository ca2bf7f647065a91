/** A schedule: its name, the time zone, a week as it is every week, and the days that are different. */
import { useLingui } from "@lingui/react/macro";
import { SheetForm } from "../../library";
import { Elsewhere } from "../../parts/elsewhere";
import { useKeptForm } from "../../parts/kept_form";
import { Switch } from "../../parts/switch";
import { TextField } from "../../parts/text_field";
import { tell } from "../../parts/toast_queue";
import { useSubmit, useToasts } from "../../shell";
import { SCHEDULE_CREATE, SCHEDULE_DELETE, SCHEDULE_UPDATE } from "./documents";
import { HolidayFields } from "./holiday_fields";
import { useWeekdays } from "./use_weekdays";
import {
  holidayInputs,
  holidaysOf,
  hoursOf,
  type Schedule,
  USUAL_WEEK,
  type Week,
  weekOf,
} from "./week";
import { WeekFields } from "./week_fields";
import { ZoneField } from "./zone_field";

interface ScheduleFormProps {
  /** None for a new one. */
  schedule: Schedule | undefined;
  /** The first one is that of everybody. */
  isFirst: boolean;
  onDone: () => void;
}

const ownZone = () => Intl.DateTimeFormat().resolvedOptions().timeZone;

export function ScheduleForm({ schedule, isFirst, onDone }: ScheduleFormProps) {
  const { t } = useLingui();
  const days = useWeekdays("short");
  const toasts = useToasts();
  const { submit, problems, setProblems, isPending } = useSubmit();
  const { submit: submitEnd, problem: needed, isPending: isEnding } = useSubmit();
  const now = {
    name: schedule?.name ?? "",
    timeZone: schedule?.timeZone ?? ownZone(),
    week: schedule ? weekOf(schedule) : USUAL_WEEK,
    holidays: schedule ? holidaysOf(schedule) : [],
    isDefault: schedule?.isDefault ?? isFirst,
  };
  const form = useKeptForm(now);
  const { values, set } = form;
  const labels = {
    name: t`Name`,
    timeZone: t`Time zone`,
    week: t`When it is open`,
    holidays: t`Holidays`,
    isDefault: t`Default`,
  };
  const shown = {
    name: now.name,
    timeZone: now.timeZone,
    week: now.week.map((hours, place) => `${days[place]}: ${hours || t`closed`}`).join("; "),
    holidays: now.holidays.map(({ day, name }) => `${day} ${name}`).join(", "),
    isDefault: now.isDefault ? t`yes` : t`no`,
  };
  const save = async () => {
    const { name, timeZone, isDefault } = values;
    const hours = hoursOf(values.week);
    const holidays = holidayInputs(values.holidays);
    if (name.trim() === "") {
      setProblems({ name: t`This is needed.` });
    } else if (!hours) {
      setProblems({ hours: t`The times of a day cannot be read yet.` });
    } else if (!holidays) {
      setProblems({ holidays: t`A holiday needs a day and a name, and times that can be read.` });
    } else {
      const input = { name, timeZone, hours, holidays, isDefault };
      const done = schedule
        ? await submit(SCHEDULE_UPDATE, {
            input: { scheduleId: schedule.id, expectedVersion: schedule.version, ...input },
          })
        : await submit(SCHEDULE_CREATE, { input });
      if (done) {
        tell(toasts, { text: t`The business hours are saved.` });
        onDone();
      }
    }
  };
  const remove = async () => {
    if (schedule && (await submitEnd(SCHEDULE_DELETE, { input: { scheduleId: schedule.id } }))) {
      tell(toasts, { text: t`The business hours are deleted.` });
      onDone();
    }
  };
  const general = problems[""] ?? problems["scheduleId"] ?? problems["expectedVersion"];
  return (
    <SheetForm
      problem={general}
      isPending={isPending}
      isAsItWas={schedule !== undefined && !form.isChanged}
      onSave={() => void save()}
      deleting={
        schedule && {
          title: t`Delete the hours ${schedule.name}?`,
          text: t`No channel and no team may keep to them any more.`,
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
        isFirst={!schedule}
        value={values.name}
        error={problems["name"]}
        onChange={(typed) => set("name", typed)}
      />
      <ZoneField
        zone={values.timeZone}
        error={problems["timeZone"]}
        onChange={(zone) => set("timeZone", zone)}
      />
      <WeekFields
        week={values.week}
        error={problems["hours"]}
        onChange={(week: Week) => set("week", week)}
      />
      <HolidayFields
        holidays={values.holidays}
        error={problems["holidays"]}
        onChange={(holidays) => set("holidays", holidays)}
      />
      <Switch
        label={labels.isDefault}
        help={t`Channels and teams without hours of their own keep to these.`}
        isSelected={values.isDefault}
        onChange={(is) => set("isDefault", is)}
      />
    </SheetForm>
  );
}
