/** Everything that can be done with a chat now: one list for buttons, menus, keys and the palette. */
import { useLingui } from "@lingui/react/macro";
import {
  AlarmClock,
  AlarmClockOff,
  Archive,
  BookCheck,
  BookX,
  ChevronsUp,
  CircleCheck,
  ExternalLink,
  EyeOff,
  Forward,
  Gauge,
  LogIn,
  LogOut,
  type LucideIcon,
  RotateCcw,
  ScrollText,
  Tag,
  Trash2,
  UserPlus,
} from "lucide-react";
import type { ChatStatus } from "../../../../client/operator/graphql";
import { tell } from "../../../parts/toast_queue";
import { useDo, useToasts } from "../../../shell";
import type { ChatNow, OpenedChat } from "../chat/use_open_chat";
import { useInbox } from "../use_inbox";
import {
  CHAT_ARCHIVE,
  CHAT_JOIN,
  CHAT_LEAVE,
  CHAT_MARK_UNREAD,
  CHAT_OPEN_AS,
  CHAT_REOPEN,
  CHAT_WAKE,
} from "./chat_documents";
import { useClearExample } from "./use_clear_example";

/** What is asked before it is done. */
export type Asking =
  | "close"
  | "assign"
  | "forward"
  | "escalate"
  | "snooze"
  | "label"
  | "priority"
  | "example"
  | "transcript"
  | "delete";

/** Only of these it is known how they end. */
export const SOLVED: ReadonlySet<ChatStatus> = new Set(["CLOSED", "ARCHIVED"]);

export interface ChatAct {
  id: string;
  text: string;
  icon: LucideIcon;
  keys?: string;
  isDangerous?: boolean;
  onAction: () => void;
}

export function useChatActs(
  chat: OpenedChat,
  now: ChatNow | undefined,
  ask: (what: Asking) => void,
): readonly ChatAct[] {
  const { t } = useLingui();
  const { me, go } = useInbox();
  const toasts = useToasts();
  const run = useDo();
  const can = new Set(now?.viewerCan);
  const { id: chatId, version: expectedVersion } = chat;
  const isIn = chat.participants.some(({ operator }) => operator.id === me.id);
  const openAs = async () => {
    const done = await run(CHAT_OPEN_AS, { chatId });
    if (done?.opened) {
      open(done.opened.url, "_blank", "noopener,noreferrer");
    }
  };
  const unread = async () => {
    if (await run(CHAT_MARK_UNREAD, { chatId })) {
      go({ chat: undefined, message: undefined });
      tell(toasts, { text: t`Marked as unread.` });
    }
  };
  const clearExample = useClearExample(chat);
  const asked = (what: Asking, text: string, icon: LucideIcon, keys?: string): ChatAct => ({
    id: what,
    text,
    icon,
    ...(keys && { keys }),
    onAction: () => ask(what),
  });
  const snooze = chat.snoozedUntil
    ? {
        id: "wake",
        text: t`Bring back now`,
        icon: AlarmClockOff,
        keys: "s",
        onAction: () => void run(CHAT_WAKE, { chatId }),
      }
    : asked("snooze", t`Put aside`, AlarmClock, "s");
  const acts: (ChatAct | false)[] = [
    can.has("CLOSE") && asked("close", t`Close`, CircleCheck, "e"),
    can.has("REOPEN") && {
      id: "reopen",
      text: t`Open again`,
      icon: RotateCcw,
      keys: "e",
      onAction: () => void run(CHAT_REOPEN, { chatId, expectedVersion }),
    },
    can.has("ASSIGN") && asked("assign", t`Assign`, UserPlus, "a"),
    can.has("FORWARD") && asked("forward", t`Forward`, Forward, "f"),
    can.has("SNOOZE") && snooze,
    can.has("LABEL") && asked("label", t`Labels`, Tag, "l"),
    can.has("UPDATE") && asked("priority", t`Priority`, Gauge, "p"),
    can.has("JOIN") &&
      !isIn && {
        id: "join",
        text: t`Join`,
        icon: LogIn,
        keys: "i",
        onAction: () => void run(CHAT_JOIN, { chatId }),
      },
    can.has("LEAVE") &&
      isIn && {
        id: "leave",
        text: t`Leave`,
        icon: LogOut,
        keys: "i",
        onAction: () => void run(CHAT_LEAVE, { chatId }),
      },
    can.has("ESCALATE") && asked("escalate", t`Escalate`, ChevronsUp, "Shift+E"),
    { id: "unread", text: t`Mark as unread`, icon: EyeOff, keys: "u", onAction: unread },
    can.has("OPEN_AS") && {
      id: "open-as",
      text: t`Open the product as this customer`,
      icon: ExternalLink,
      onAction: openAs,
    },
    can.has("EXAMPLE") &&
      SOLVED.has(chat.status) &&
      asked("example", chat.example ? t`Change the example` : t`Mark as example`, BookCheck),
    can.has("EXAMPLE") &&
      chat.example !== null && {
        id: "no-example",
        text: t`Mark as example no more`,
        icon: BookX,
        onAction: clearExample,
      },
    asked("transcript", t`Transcript`, ScrollText),
    can.has("ARCHIVE") && {
      id: "archive",
      text: t`Archive`,
      icon: Archive,
      onAction: () => void run(CHAT_ARCHIVE, { chatId, expectedVersion }),
    },
    can.has("DELETE") && { ...asked("delete", t`Delete …`, Trash2), isDangerous: true },
  ];
  return acts.filter((act) => act !== false);
}
