/** The width and the air of a page of the settings. */
import type { ReactNode } from "react";
import styles from "./page_body.module.css";

export function PageBody({ children }: { children: ReactNode }) {
  return <div className={styles.body}>{children}</div>;
}
