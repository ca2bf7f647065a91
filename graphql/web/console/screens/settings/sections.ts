/** The sections of the settings: their addresses, their names, and which permissions lead there. */
import type { MessageDescriptor } from "@lingui/core";
import { msg } from "@lingui/core/macro";
import type { Permission } from "../../../client/operator/graphql";

export interface SettingsSection {
  path: string;
  label: MessageDescriptor;
  /** One of these is enough. */
  permissions: readonly Permission[];
}

export const SECTIONS: readonly SettingsSection[] = [
  { path: "/settings/channels", label: msg`Channels`, permissions: ["CHANNEL_READ"] },
];
