/** A label that the desk gave: a dot of its colour and its name, since colour never speaks alone. */
import { X } from "lucide-react";
import { Button } from "react-aria-components/Button";
import { Icon } from "./icon";
import styles from "./label.module.css";

export type LabelTone =
  | "BLUE"
  | "CYAN"
  | "GRAY"
  | "GREEN"
  | "INDIGO"
  | "LIME"
  | "ORANGE"
  | "PINK"
  | "PURPLE"
  | "RED"
  | "TEAL"
  | "YELLOW";

interface LabelProps {
  name: string;
  color: LabelTone;
  /** With it a cross takes the label away; its name says what goes. */
  onRemove?: () => void;
  removeLabel?: string;
}

export function Label({ name, color, onRemove, removeLabel }: LabelProps) {
  return (
    <span className={styles.label}>
      <LabelDot color={color} />
      <bdi className={styles.name}>{name}</bdi>
      {onRemove ? (
        <Button className={styles.remove} aria-label={removeLabel} onPress={onRemove}>
          <Icon of={X} size="small" />
        </Button>
      ) : null}
    </span>
  );
}

/** The dot alone, where the name stands beside it. */
export function LabelDot({ color }: { color: LabelTone }) {
  return <span className={styles.dot} data-tone={color} />;
}
