/** What can be chosen in a list, a menu's like or a group of radios. */
import type { LucideIcon } from "lucide-react";

export interface Option {
  id: string;
  /** What is read, and found by its first letters. */
  text: string;
  /** A second line: what choosing it means. */
  help?: string;
  icon?: LucideIcon;
  isDisabled?: boolean;
}
