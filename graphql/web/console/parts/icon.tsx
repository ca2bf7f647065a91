/** An icon beside a word or inside of a control that has a name: it says nothing by itself. */
import type { LucideIcon } from "lucide-react";
import styles from "./icon.module.css";

interface IconProps {
  of: LucideIcon;
  size?: "small" | "plain" | "large";
  /** Points somewhere along the line: mirrored where lines run from right to left. */
  isDirectional?: boolean;
}

const SIZES = { small: 14, plain: 16, large: 20 };

export function Icon({ of: Shape, size = "plain", isDirectional = false }: IconProps) {
  return (
    <Shape
      aria-hidden
      className={`${styles.icon} ${isDirectional ? styles.directional : ""}`}
      size={SIZES[size]}
      strokeWidth={1.75}
    />
  );
}
