/** The raised ground of what opens beside a control: options, a menu, a calendar, a popover. */
import type { ReactNode } from "react";
import { Popover as AriaPopover } from "react-aria-components/Popover";
import styles from "./floating.module.css";

interface FloatingProps {
  children: ReactNode;
  placement?: "bottom start" | "bottom end" | "top start" | "top end" | "end top" | "end bottom";
  /** As wide as what it belongs to, at least. */
  isWide?: boolean;
}

export function Floating({ children, placement = "bottom start", isWide = false }: FloatingProps) {
  return (
    <AriaPopover
      className={`${styles.floating} ${isWide ? styles.wide : ""}`}
      placement={placement}
      offset={4}
    >
      {children}
    </AriaPopover>
  );
}
