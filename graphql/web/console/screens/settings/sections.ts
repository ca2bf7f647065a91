/** What can be set up here: the side list of the settings, each with who it is for. Its screen stands in `routes.tsx`. */
import type { MessageDescriptor } from "@lingui/core";
import { msg } from "@lingui/core/macro";
import type { Permission } from "../../../client/operator/graphql";

export interface Section {
  path: string;
  label: MessageDescriptor;
  /** One of these is needed; where there is none, everybody may come. */
  permissions: readonly Permission[];
  /** What it stands under; the desk's own where it says nothing. */
  group?: "people" | "records";
}

export const SECTIONS: readonly Section[] = [
  {
    path: "/settings/channels",
    label: msg`Channels`,
    permissions: ["CHANNEL_READ"],
  },
  {
    path: "/settings/templates",
    label: msg`Templates`,
    permissions: [],
  },
  { path: "/settings/labels", label: msg`Labels`, permissions: ["LABEL_MANAGE"] },
  { path: "/settings/views", label: msg`Views`, permissions: [] },
  {
    path: "/settings/close-reasons",
    label: msg`Close reasons`,
    permissions: ["SETTING_MANAGE"],
  },
  {
    path: "/settings/schedules",
    label: msg`Business hours`,
    permissions: ["SCHEDULE_MANAGE"],
  },
  {
    path: "/settings/operators",
    label: msg`Operators`,
    permissions: ["OPERATOR_MANAGE"],
    group: "people",
  },
  {
    path: "/settings/teams",
    label: msg`Teams`,
    permissions: ["OPERATOR_MANAGE"],
    group: "people",
  },
  {
    path: "/settings/roles",
    label: msg`Roles`,
    permissions: ["OPERATOR_MANAGE"],
    group: "people",
  },
  {
    path: "/settings/audit",
    label: msg`Audit log`,
    permissions: ["AUDIT_READ"],
    group: "records",
  },
];

export function mayOpen({ permissions }: Section, may: ReadonlySet<Permission>): boolean {
  return permissions.length === 0 || permissions.some((one) => may.has(one));
}

/** The section that an address is in. */
export function sectionAt(path: string): Section | undefined {
  return SECTIONS.find((one) => path === one.path || path.startsWith(`${one.path}/`));
}
