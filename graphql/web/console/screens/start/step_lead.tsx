/** What a step of the first run is about, in a sentence. */
import type { ReactNode } from "react";
import styles from "./step_lead.module.css";

export function StepLead({ children }: { children: ReactNode }) {
  return <p className={styles.lead}>{children}</p>;
}
