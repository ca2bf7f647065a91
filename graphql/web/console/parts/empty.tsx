/** That there is nothing here, in one sentence, with the one act that helps. */
import type { LucideIcon } from "lucide-react";
import type { ReactNode } from "react";
import styles from "./empty.module.css";
import { Icon } from "./icon";

interface EmptyProps {
  icon: LucideIcon;
  text: string;
  action?: ReactNode;
}

export function Empty({ icon, text, action }: EmptyProps) {
  return (
    <div className={styles.empty}>
      <span className={styles.icon}>
        <Icon of={icon} size="large" />
      </span>
      <p className={styles.text}>{text}</p>
      {action}
    </div>
  );
}
