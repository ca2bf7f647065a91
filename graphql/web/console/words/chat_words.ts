/** What the server's words about chats are called, for every screen that names them. */
import type { MessageDescriptor } from "@lingui/core";
import { msg } from "@lingui/core/macro";
import type { ChatOrder, ChatPriority, ChatStatus, WaitingOn } from "../../client/operator/graphql";

export const STATUS_WORDS: Readonly<Record<ChatStatus, MessageDescriptor>> = {
  NEW: msg`New`,
  ACTIVE: msg`Active`,
  AWAITING_RESPONSE: msg`Awaits the customer`,
  TRANSFERRED: msg`Offered`,
  CLOSED: msg`Closed`,
  ARCHIVED: msg`Archived`,
};

export const PRIORITY_WORDS: Readonly<Record<ChatPriority, MessageDescriptor>> = {
  URGENT: msg`Urgent`,
  HIGH: msg`High`,
  NORMAL: msg`Normal`,
  LOW: msg`Low`,
};

export const WAITING_WORDS: Readonly<Record<WaitingOn, MessageDescriptor>> = {
  OPERATOR: msg`An operator`,
  CUSTOMER: msg`The customer`,
  NOBODY: msg`Nobody`,
};

export const ORDER_WORDS: Readonly<Record<ChatOrder, MessageDescriptor>> = {
  LAST_MESSAGE: msg`Newest message first`,
  WAITING_LONGEST: msg`Waiting longest first`,
  CREATED: msg`Newest chat first`,
  CONTACT_NAME: msg`By name, A to Z`,
  CONTACT_NAME_DESC: msg`By name, Z to A`,
};
