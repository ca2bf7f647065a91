/** What there is to set, in the order of the side navigation; each section's screen stands in `routes.tsx`. */
import type { MessageDescriptor } from "@lingui/core";
import { msg } from "@lingui/core/macro";
import { CircleCheck, ListFilter, type LucideIcon, MessageSquareText, Tag } from "lucide-react";
import type { Permission } from "../../../client/operator/graphql";

export interface Section {
  path: string;
  label: MessageDescriptor;
  icon?: LucideIcon;
  /** One of these opens it; none: everybody has it. */
  permissions: readonly Permission[];
}

export const SECTIONS: readonly Section[] = [
  {
    path: "/settings/templates",
    label: msg`Templates`,
    icon: MessageSquareText,
    permissions: [],
  },
  { path: "/settings/labels", label: msg`Labels`, icon: Tag, permissions: ["LABEL_MANAGE"] },
  { path: "/settings/views", label: msg`Views`, icon: ListFilter, permissions: [] },
  {
    path: "/settings/close-reasons",
    label: msg`Close reasons`,
    icon: CircleCheck,
    permissions: ["SETTING_MANAGE"],
  },
];
