/** A button that is an icon: its name is told to readers and stands in a tooltip, with its keys. */
import type { LucideIcon } from "lucide-react";
import { Button as AriaButton } from "react-aria-components/Button";
import { Icon } from "./icon";
import styles from "./icon_button.module.css";
import { Tooltip } from "./tooltip";

interface IconButtonProps {
  icon: LucideIcon;
  /** What it does. */
  label: string;
  keys?: string;
  isDirectional?: boolean;
  isDisabled?: boolean;
  /** For one that is on or off: how it stands. */
  isPressed?: boolean;
  /** React Aria's: which of its parent's buttons this is. */
  slot?: string;
  onPress?: () => void;
}

export function IconButton({
  icon,
  label,
  keys,
  isDirectional = false,
  isDisabled = false,
  isPressed,
  slot,
  onPress,
}: IconButtonProps) {
  return (
    <Tooltip text={label} keys={keys}>
      <AriaButton
        className={styles.button}
        aria-label={label}
        aria-pressed={isPressed}
        isDisabled={isDisabled}
        slot={slot}
        onPress={onPress}
      >
        <Icon of={icon} isDirectional={isDirectional} />
      </AriaButton>
    </Tooltip>
  );
}
