/** How many, in a small round mark; none at all is no mark. */
import { VisuallyHidden } from "react-aria-components/VisuallyHidden";
import styles from "./badge.module.css";

interface BadgeProps {
  count: number;
  /** The count with what is counted, for readers: `3 unread chats`. */
  label: string;
  tone?: "accent" | "neutral" | "danger";
}

/** More are written as this many and a plus. */
const MOST = 99;

export function Badge({ count, label, tone = "accent" }: BadgeProps) {
  if (count <= 0) {
    return null;
  }
  return (
    <span className={`${styles.badge} ${styles[tone]}`}>
      <span aria-hidden="true">{count > MOST ? `${MOST}+` : count}</span>
      <VisuallyHidden>{label}</VisuallyHidden>
    </span>
  );
}
