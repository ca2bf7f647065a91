/** A button. What it does stands on it; `tone` says how much it matters on its screen. */
import type { ReactNode } from "react";
import { Button as AriaButton } from "react-aria-components/Button";
import styles from "./button.module.css";

interface ButtonProps {
  children: ReactNode;
  /** One `primary` a screen; `danger` for what cannot be undone. */
  tone?: "plain" | "primary" | "danger";
  isDisabled?: boolean;
  onPress: () => void;
}

export function Button({ children, tone = "plain", isDisabled = false, onPress }: ButtonProps) {
  return (
    <AriaButton
      className={`${styles.button} ${styles[tone]} ${tone === "primary" ? "on-accent" : ""}`}
      isDisabled={isDisabled}
      onPress={onPress}
    >
      {children}
    </AriaButton>
  );
}
