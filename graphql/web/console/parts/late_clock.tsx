/** A filled clock: the time that was promised is over. Lucide's are all hollow. */
import styles from "./late_clock.module.css";

export function LateClock() {
  return (
    <svg className={styles.clock} viewBox="0 0 24 24" aria-hidden="true">
      <circle className={styles.face} cx="12" cy="12" r="11" />
      <path className={styles.hands} d="M12 6v6l4 2" />
    </svg>
  );
}
