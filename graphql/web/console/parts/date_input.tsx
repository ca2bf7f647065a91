/** A date that is typed part by part, in the order of the reader's country. */
import { DateInput as AriaDateInput, DateSegment } from "react-aria-components/DateField";
import styles from "./date_input.module.css";

/** `slot` is `start` or `end` in a range. */
export function DateInput({ slot }: { slot?: "start" | "end" }) {
  return (
    <AriaDateInput className={styles.input} slot={slot}>
      {(segment) => <DateSegment className={styles.segment} segment={segment} />}
    </AriaDateInput>
  );
}
