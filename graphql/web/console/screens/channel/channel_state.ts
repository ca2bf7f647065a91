/** How a channel stands, in plain words. */
import type { MessageDescriptor } from "@lingui/core";
import { msg } from "@lingui/core/macro";
import {
  CircleCheck,
  CircleDashed,
  CirclePause,
  type LucideIcon,
  TriangleAlert,
} from "lucide-react";
import type { ChannelState } from "../../../client/operator/graphql";

export const WEB = "web";

interface Standing {
  plugin: string;
  account?: string | null;
  state: ChannelState;
}

export interface StateWords {
  text: MessageDescriptor;
  icon: LucideIcon;
  tone: "ok" | "danger" | "waiting" | "neutral";
}

/** It was created, and its platform has not been asked yet. */
export const isNeverConnected = ({ plugin, account, state }: Standing): boolean =>
  plugin !== WEB && state === "PAUSED" && !account;

export function stateWords(channel: Standing): StateWords {
  if (isNeverConnected(channel)) {
    return { text: msg`Never connected`, icon: CircleDashed, tone: "waiting" };
  }
  switch (channel.state) {
    case "ACTIVE":
      return { text: msg`Works`, icon: CircleCheck, tone: "ok" };
    case "BROKEN":
      return { text: msg`Refused by its platform`, icon: TriangleAlert, tone: "danger" };
    case "FAILING":
      return { text: msg`Does not answer`, icon: TriangleAlert, tone: "danger" };
    default:
      return { text: msg`Paused`, icon: CirclePause, tone: "neutral" };
  }
}
