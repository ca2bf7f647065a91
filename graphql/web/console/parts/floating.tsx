/** The raised ground of what opens beside a control: options, a menu, a calendar, a popover. */
import type { ReactNode } from "react";
import { Popover as AriaPopover } from "react-aria-components/Popover";
import styles from "./floating.module.css";

interface FloatingProps {
  children: ReactNode;
  placement?: "bottom start" | "bottom end" | "top start" | "top end" | "end top" | "end bottom";
  /** As wide as what it belongs to, at least. */
  isWide?: boolean;
  /** What it is called, where it is no list: it is a dialog then, its buttons for readers among it. */
  label?: string;
  labelledBy?: string;
}

export function Floating({
  children,
  placement = "bottom start",
  isWide = false,
  label,
  labelledBy,
}: FloatingProps) {
  return (
    <AriaPopover
      {...(label !== undefined && { "aria-label": label })}
      {...(labelledBy !== undefined && { "aria-labelledby": labelledBy })}
      className={`${styles.floating} ${isWide ? styles.wide : ""}`}
      placement={placement}
      offset={4}
    >
      {children}
    </AriaPopover>
  );
}
