/** A status or a label: an icon and a word, since colour never speaks alone. */
import { type LucideIcon, X } from "lucide-react";
import { Button } from "react-aria-components/Button";
import styles from "./chip.module.css";
import { Icon } from "./icon";

interface ChipProps {
  text: string;
  icon?: LucideIcon;
  tone?: "neutral" | "accent" | "waiting" | "danger" | "ok" | "info";
  /** With it a cross takes the chip away; its name says what goes. */
  onRemove?: () => void;
  removeLabel?: string;
}

export function Chip({ text, icon, tone = "neutral", onRemove, removeLabel }: ChipProps) {
  return (
    <span className={`${styles.chip} ${styles[tone]}`}>
      {icon ? <Icon of={icon} size="small" /> : null}
      <bdi className={styles.text}>{text}</bdi>
      {onRemove ? (
        <Button className={styles.remove} aria-label={removeLabel} onPress={onRemove}>
          <Icon of={X} size="small" />
        </Button>
      ) : null}
    </span>
  );
}
