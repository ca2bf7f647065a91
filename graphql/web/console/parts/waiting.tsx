/** That a customer waits, and for how long; after the target it is late. The row has a bar at its start besides. */
import { useLingui } from "@lingui/react/macro";
import { CornerUpLeft } from "lucide-react";
import { Icon } from "./icon";
import { LateClock } from "./late_clock";
import { duration } from "./time_text";
import { useNow } from "./use_now";
import styles from "./waiting.module.css";

interface WaitingProps {
  /** When the oldest message without an answer came: ISO 8601. */
  since: string;
  /** When it should have been answered, where a target says so. */
  dueAt?: string;
}

export function Waiting({ since, dueAt }: WaitingProps) {
  const { t, i18n } = useLingui();
  const begun = Date.parse(since);
  const due = dueAt === undefined ? Number.POSITIVE_INFINITY : Date.parse(dueAt);
  const length = useNow((now) => duration(now - begun, i18n.locale));
  const lateBy = useNow((now) => (now >= due ? duration(now - due, i18n.locale) : ""));
  return (
    <span className={styles.waiting} data-state={lateBy === "" ? "waits" : "late"}>
      {lateBy === "" ? <Icon of={CornerUpLeft} size="small" isDirectional /> : <LateClock />}
      {lateBy === "" ? t`waits ${length}` : t`waits ${length}, ${lateBy} too long`}
    </span>
  );
}
