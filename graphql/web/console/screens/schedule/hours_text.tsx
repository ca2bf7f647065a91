/** A week in one line: `Mon–Fri 09:00–18:00 · Sat 10:00–14:00`. */
import { Fragment } from "react";
import { useWeekdays } from "./use_weekdays";
import { runs, type Week } from "./week";

export function HoursText({ week }: { week: Week }) {
  const days = useWeekdays("short");
  return runs(week).map(({ first, last, hours }, place) => (
    <Fragment key={first}>
      {place > 0 ? " · " : ""}
      {first === last ? days[first] : `${days[first]}–${days[last]}`} <bdi dir="ltr">{hours}</bdi>
    </Fragment>
  ));
}
