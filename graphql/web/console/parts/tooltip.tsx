/** The name of what is under the pointer or has the focus, with its keys. Nothing stands here alone. */
import type { ReactElement } from "react";
import { Tooltip as AriaTooltip, TooltipTrigger } from "react-aria-components/Tooltip";
import { KeyHint } from "./key_hint";
import styles from "./tooltip.module.css";

interface TooltipProps {
  text: string;
  keys?: string;
  /** One thing that can be pressed or have the focus. */
  children: ReactElement;
}

export function Tooltip({ text, keys, children }: TooltipProps) {
  return (
    <TooltipTrigger delay={500} closeDelay={0}>
      {children}
      <AriaTooltip className={styles.tooltip} offset={6}>
        {text}
        {keys ? <KeyHint keys={keys} /> : null}
      </AriaTooltip>
    </TooltipTrigger>
  );
}
