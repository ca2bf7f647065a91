/** The edge and the ground of a control that is typed into, with what stands inside beside it. */
import type { ReactNode } from "react";
import { Group } from "react-aria-components/Group";
import styles from "./control_box.module.css";

interface ControlBoxProps {
  children: ReactNode;
  /** `group` where several controls are inside. */
  role?: "group" | "presentation";
}

export function ControlBox({ children, role = "presentation" }: ControlBoxProps) {
  return (
    <Group className={styles.box} role={role}>
      {children}
    </Group>
  );
}
