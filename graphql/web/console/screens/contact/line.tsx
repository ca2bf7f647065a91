/** One thing that is known: what it is, and how it stands. */
import type { ReactNode } from "react";
import styles from "./line.module.css";

export function Line({ name, children }: { name: ReactNode; children: ReactNode }) {
  return (
    <div className={styles.line}>
      <dt className={styles.name}>{name}</dt>
      <dd className={styles.value}>{children}</dd>
    </div>
  );
}
