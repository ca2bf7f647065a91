/** A button. What it does stands on it; `tone` says how much it matters on its screen. */
import type { LucideIcon } from "lucide-react";
import { type ReactNode, useLayoutEffect, useRef } from "react";
import { Button as AriaButton } from "react-aria-components/Button";
import styles from "./button.module.css";
import { Icon } from "./icon";
import { Spinner } from "./spinner";

interface ButtonProps {
  children: ReactNode;
  icon?: LucideIcon;
  /** One `primary` a screen; `quiet` among others of its kind; `danger` for what cannot be undone. */
  tone?: "plain" | "primary" | "quiet" | "danger";
  type?: "button" | "submit";
  isDisabled?: boolean;
  /** What it began goes on: it keeps its place and its focus, and does nothing when pressed. */
  isPending?: boolean;
  /** The dialog's, menu's or popover's that it opens takes care of it. */
  onPress?: () => void;
}

export function Button({
  children,
  icon,
  tone = "plain",
  type = "button",
  isDisabled = false,
  isPending = false,
  onPress,
}: ButtonProps) {
  const isFilled = tone === "primary";
  const own = useRef<HTMLButtonElement>(null);
  // Switched off by what it did, it takes the focus along before any effect, and Escape would reach no dialog.
  const isLeft = isDisabled && own.current !== null && document.activeElement === own.current;
  useLayoutEffect(() => {
    if (isLeft) {
      own.current?.closest<HTMLElement>("[role$=dialog]")?.focus();
    }
  }, [isLeft]);
  return (
    <AriaButton
      ref={own}
      className={`${styles.button} ${styles[tone]} ${isFilled ? "on-accent" : ""}`}
      type={type}
      isDisabled={isDisabled}
      isPending={isPending}
      onPress={onPress}
    >
      {isPending ? <Spinner /> : icon ? <Icon of={icon} /> : null}
      {children}
    </AriaButton>
  );
}
