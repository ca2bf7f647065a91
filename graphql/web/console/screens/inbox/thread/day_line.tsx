/** The day that begins here. */
import { useLingui } from "@lingui/react/macro";
import { useNow } from "../../../parts/use_now";
import styles from "./day_line.module.css";

export function DayLine({ day }: { day: string }) {
  const { t, i18n } = useLingui();
  const at = new Date(`${day}T12:00`);
  const days = useNow((now) => {
    const noon = new Date(now).setHours(12, 0, 0, 0);
    return Math.round((noon - at.getTime()) / 86_400_000);
  });
  const isThisYear = useNow((now) => new Date(now).getFullYear() === at.getFullYear());
  const date = i18n.date(at, {
    weekday: "long",
    day: "numeric",
    month: "long",
    ...(isThisYear ? {} : { year: "numeric" }),
  });
  return (
    <p className={styles.day}>
      <span>{days === 0 ? t`Today` : days === 1 ? t`Yesterday` : date}</span>
    </p>
  );
}
