/** A part of the profile: what it is about beside what can be changed of it. */
import type { ReactNode } from "react";
import styles from "./section.module.css";

interface SectionProps {
  title: string;
  text: string;
  children: ReactNode;
}

export function Section({ title, text, children }: SectionProps) {
  return (
    <section className={styles.section} aria-label={title}>
      <div className={styles.about}>
        <h2 className={styles.title}>{title}</h2>
        <p className={styles.text}>{text}</p>
      </div>
      <div className={styles.content}>{children}</div>
    </section>
  );
}
