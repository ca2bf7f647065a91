/** What a global id says of itself: which type it is of. */

/** `pending_reply_01h5..` is a `PendingReply`. */
export function typeOfId(id: string): string {
  const kind = id.slice(0, Math.max(id.lastIndexOf("_"), 0));
  return kind.replace(/(?:^|_)([a-z])/g, (_, letter: string) => letter.toUpperCase());
}

export interface Entity {
  __typename: string;
  id: string;
}

export function entityOfId(id: string): Entity {
  return { __typename: typeOfId(id), id };
}
