/** Chats and events as the server gives them, with nothing left out that a row asks for. */
import type { ChatRow } from "../events";

export const NOON = "2026-11-27T12:00:00.000Z";

const id = (kind: string, number: number) => `${kind}_${String(number).padStart(13, "0")}`;

export const chatId = (number: number): string => id("chat", number);
export const messageId = (number: number): string => id("message", number);
export const operatorId = (number: number): string => id("operator", number);

/** So many milliseconds after noon. */
export const at = (ms: number): string => new Date(Date.parse(NOON) + ms).toISOString();

export function operator(number: number) {
  return { __typename: "Operator", id: operatorId(number), version: 1, name: `Operator ${number}` };
}

/** A chat of a customer who wrote once and was not answered. */
export function chat(number: number, own: Record<string, unknown> = {}): ChatRow {
  return {
    __typename: "Chat",
    id: chatId(number),
    version: 1,
    number,
    status: "NEW",
    priority: "NORMAL",
    subject: null,
    language: null,
    round: 1,
    createdAt: at(number),
    closedAt: null,
    lastMessageAt: at(number),
    waitingOn: "OPERATOR",
    waitingSince: at(number),
    snoozedUntil: null,
    escalationLevel: 0,
    isUnanswered: true,
    inboundCount: 1,
    unreadCount: 1,
    channel: { __typename: "Channel", id: id("channel", 1), name: "Website", plugin: "web" },
    contact: {
      __typename: "Contact",
      id: id("contact", number),
      version: 1,
      name: `Ana ${number}`,
      role: null,
      locale: null,
    },
    operator: null,
    team: null,
    participants: [],
    labels: [],
    closeReason: null,
    references: [],
    example: null,
    lastMessage: null,
    ...own,
  } as unknown as ChatRow;
}

export function message(number: number, own: Record<string, unknown> = {}) {
  return {
    __typename: "Message",
    id: messageId(number),
    version: 1,
    clientMutationId: null,
    body: `Message ${number}`,
    format: "PLAIN",
    ranges: [],
    authorKind: "CONTACT",
    author: { __typename: "Contact", id: id("contact", 1), name: "Ana" },
    sentAt: at(number),
    platformAt: null,
    editedAt: null,
    deletedAt: null,
    quotedText: null,
    quoted: null,
    attachments: [],
    reactions: [],
    delivery: null,
    chat: null,
    ...own,
  };
}

export function chatEvent(row: ChatRow | null, own: Record<string, unknown> = {}) {
  return {
    __typename: "ChatEvent",
    kind: "CHAT_UPDATED",
    subjectId: row?.id ?? null,
    readCount: null,
    chat: row,
    ...own,
  };
}

export function messageEvent(number: number, row: ChatRow, own: Record<string, unknown> = {}) {
  return {
    __typename: "MessageEvent",
    kind: "MESSAGE_CREATED",
    subjectId: messageId(number),
    message: message(number, { chat: row, ...own }),
  };
}

/** A page of a list as `chats` gives it. */
export function chatPage(rows: ChatRow[], hasNextPage = false) {
  return {
    __typename: "ChatConnection",
    edges: [],
    nodes: rows,
    pageInfo: {
      __typename: "PageInfo",
      endCursor: rows.at(-1)?.id ?? null,
      startCursor: null,
      hasNextPage,
      hasPreviousPage: false,
    },
  };
}
