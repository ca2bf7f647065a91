/** Of what an operator is told: the words of each, here and in what a browser shows with the console closed. */
import type { MessageDescriptor } from "@lingui/core";
import { msg } from "@lingui/core/macro";
import {
  AtSign,
  Inbox,
  type LucideIcon,
  MessageSquare,
  Plug,
  Reply,
  Send,
  Star,
  UserPlus,
} from "lucide-react";
import type { NotificationKind } from "../../../client/operator/graphql";

interface KindWords {
  id: NotificationKind;
  /** When it happens. */
  text: MessageDescriptor;
  /** Where it is chosen. */
  choice: MessageDescriptor;
  icon: LucideIcon;
}

export const KINDS: readonly KindWords[] = [
  {
    id: "NEW_MESSAGE",
    text: msg`New message`,
    choice: msg`A customer writes in a chat of yours`,
    icon: MessageSquare,
  },
  {
    id: "ASSIGNED",
    text: msg`Assigned to you`,
    choice: msg`A chat is assigned to you`,
    icon: UserPlus,
  },
  {
    id: "QUEUED",
    text: msg`Waits for somebody`,
    choice: msg`A chat waits that nobody has taken`,
    icon: Inbox,
  },
  {
    id: "FORWARDED",
    text: msg`Offered to you`,
    choice: msg`A chat is offered to you`,
    icon: Send,
  },
  {
    id: "FORWARD_SETTLED",
    text: msg`An offer was answered`,
    choice: msg`An offer of a chat is answered`,
    icon: Reply,
  },
  {
    id: "MENTIONED",
    text: msg`You were mentioned`,
    choice: msg`A note mentions you`,
    icon: AtSign,
  },
  {
    id: "DELIVERY_FAILED",
    text: msg`Your message did not arrive`,
    choice: msg`A message of yours does not arrive`,
    icon: MessageSquare,
  },
  {
    id: "CHANNEL_BROKEN",
    text: msg`A channel does not work`,
    choice: msg`A channel stops working`,
    icon: Plug,
  },
  {
    id: "RATED",
    text: msg`Rated by the customer`,
    choice: msg`A chat of yours is rated`,
    icon: Star,
  },
];

export function kindWords(kind: NotificationKind): KindWords {
  return KINDS.find(({ id }) => id === kind) ?? (KINDS[0] as KindWords);
}
