/** The head of a page of the settings: its title, what it is for, and the one act that makes a new one. */
import type { ReactNode } from "react";
import styles from "./page_head.module.css";

interface PageHeadProps {
  title: string;
  text: string;
  action?: ReactNode;
}

export function PageHead({ title, text, action }: PageHeadProps) {
  return (
    <header className={styles.head}>
      <div className={styles.about}>
        <h1 className={styles.title}>{title}</h1>
        <p className={styles.text}>{text}</p>
      </div>
      {action}
    </header>
  );
}
