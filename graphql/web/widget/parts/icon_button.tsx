/** A drawing that is pressed; its name is told to those who do not see it. */
import { Icon, type IconName } from "./icon";

interface IconButtonProps {
  icon: IconName;
  /** For those who cannot see the drawing. */
  label: string;
  onPress: () => void;
  isDisabled?: boolean;
  /** The one that the screen is about. */
  isFilled?: boolean;
}

export function IconButton({ icon, label, onPress, isDisabled, isFilled }: IconButtonProps) {
  return (
    <button
      type="button"
      class="icon-button"
      data-filled={isFilled || undefined}
      aria-label={label}
      title={label}
      aria-disabled={isDisabled || undefined}
      onClick={() => isDisabled || onPress()}
    >
      <Icon name={icon} />
    </button>
  );
}
