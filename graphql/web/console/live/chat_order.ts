/** Where a chat stands in a list: the orders of the server. */
import type { ChatOrder } from "../../client/operator/graphql";
import type { ChatRow } from "./events";

/** Compared place by place: numbers and ids as they are, names in the order of the reader's language. */
export type Key = readonly (number | string | Name)[];

/** A contact's name, which is compared as people read it. */
export class Name {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

const collator = new Intl.Collator(undefined, { sensitivity: "base", numeric: true });

const PRIORITIES = ["URGENT", "HIGH", "NORMAL", "LOW"];

/** The place of a chat; undefined where this order does not show it. */
export function placeOf(chat: ChatRow, order: ChatOrder): Key | undefined {
  switch (order) {
    case "LAST_MESSAGE":
      return [Date.parse(chat.lastMessageAt), chat.id];
    case "CREATED":
      return [chat.id];
    case "WAITING_LONGEST":
      return chat.waitingOn === "OPERATOR"
        ? [
            PRIORITIES.indexOf(chat.priority),
            chat.waitingSince ? Date.parse(chat.waitingSince) : 0,
            chat.id,
          ]
        : undefined;
    case "CONTACT_NAME":
    case "CONTACT_NAME_DESC":
      return [new Name(chat.contact.name), chat.contact.id, chat.id];
  }
}

const DESCENDING: readonly ChatOrder[] = ["LAST_MESSAGE", "CREATED", "CONTACT_NAME_DESC"];

/** Which of two places is further up; below 0 for the first. */
export function comparing(order: ChatOrder): (one: Key, other: Key) => number {
  const sign = DESCENDING.includes(order) ? -1 : 1;
  return (one, other) => sign * compare(one, other);
}

function compare(one: Key, other: Key): number {
  for (const [index, value] of one.entries()) {
    const found = difference(value, other[index]);
    if (found !== 0) {
      return found;
    }
  }
  return 0;
}

function difference(one: Key[number], other: Key[number] | undefined): number {
  if (one instanceof Name && other instanceof Name) {
    return collator.compare(one.text, other.text);
  }
  if (typeof one === "number" && typeof other === "number") {
    return one - other;
  }
  // The letters of ids stand in the order of their codes.
  const [text, otherText] = [String(one), String(other)];
  return text < otherText ? -1 : Number(text > otherText);
}

export const isByName = (order: ChatOrder): boolean => order.startsWith("CONTACT_NAME");
