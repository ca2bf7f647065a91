/** The four statuses of an operator: their words, their icons, and how an avatar shows them. */
import type { MessageDescriptor } from "@lingui/core";
import { msg } from "@lingui/core/macro";
import { CircleCheck, CircleOff, EyeOff, type LucideIcon, Moon } from "lucide-react";
import type { OperatorStatus } from "../../client/operator/graphql";

interface StatusWords {
  id: OperatorStatus;
  text: MessageDescriptor;
  /** What it means for whoever has it. */
  help: MessageDescriptor;
  icon: LucideIcon;
  shown: "online" | "away" | "invisible" | "offline";
}

export const STATUSES: readonly StatusWords[] = [
  {
    id: "ONLINE",
    text: msg`Online`,
    help: msg`Visitors see you, and you get chats.`,
    icon: CircleCheck,
    shown: "online",
  },
  {
    id: "AWAY",
    text: msg`Away`,
    help: msg`You come back soon. You get no chats until then.`,
    icon: Moon,
    shown: "away",
  },
  {
    id: "INVISIBLE",
    text: msg`Invisible`,
    help: msg`You work in your chats. Visitors do not see you, and you get no new chats.`,
    icon: EyeOff,
    shown: "invisible",
  },
  {
    id: "OFFLINE",
    text: msg`Offline`,
    help: msg`You do not work.`,
    icon: CircleOff,
    shown: "offline",
  },
];

export function statusWords(status: OperatorStatus): StatusWords {
  return STATUSES.find(({ id }) => id === status) ?? (STATUSES[3] as StatusWords);
}
