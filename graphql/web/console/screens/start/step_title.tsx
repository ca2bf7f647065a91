/** The name of a step of the first run. */
import type { ReactNode } from "react";
import styles from "./step_title.module.css";

export function StepTitle({ children }: { children: ReactNode }) {
  return <h1 className={styles.title}>{children}</h1>;
}
