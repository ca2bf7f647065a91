/** What is known, line by line. */
import type { ReactNode } from "react";
import styles from "./lines.module.css";

export function Lines({ children }: { children: ReactNode }) {
  return <dl className={styles.list}>{children}</dl>;
}
