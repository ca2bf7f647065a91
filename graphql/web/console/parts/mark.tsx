/** The sign of Switchboard: two lines that are connected. It stands where a page has no other head. */
import styles from "./mark.module.css";

export function Mark() {
  return (
    <svg className={styles.mark} viewBox="0 0 40 40" aria-hidden="true">
      <rect className={styles.ground} width="40" height="40" rx="11" />
      <path className={styles.line} d="M12 14h5.5c5 0 5 12 10.5 12" />
      <circle className={styles.end} cx="12" cy="14" r="3.5" />
      <circle className={styles.end} cx="28" cy="26" r="3.5" />
      <circle className={styles.free} cx="28" cy="14" r="2.5" />
      <circle className={styles.free} cx="12" cy="26" r="2.5" />
    </svg>
  );
}
