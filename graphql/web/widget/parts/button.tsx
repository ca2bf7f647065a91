/** A button with words. */
import type { ComponentChildren } from "preact";

interface ButtonProps {
  children: ComponentChildren;
  onPress?: () => void;
  /** The one that the screen is about, or one beside it. */
  tone?: "main" | "quiet";
  isBusy?: boolean;
  isSubmit?: boolean;
}

export function Button({ children, onPress, tone = "main", isBusy, isSubmit }: ButtonProps) {
  return (
    <button
      type={isSubmit ? "submit" : "button"}
      class="button"
      data-tone={tone}
      aria-busy={isBusy || undefined}
      onClick={() => isBusy || onPress?.()}
    >
      {children}
    </button>
  );
}
