/** The nodes of an answer, and what a global id says of itself: which type it is of. */

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

export function isEntity(value: unknown): value is Entity {
  return typeof value === "object" && value !== null && "__typename" in value && "id" in value;
}

/** Every entity of what a server told. */
export function visit<Seen extends Entity>(value: unknown, act: (entity: Seen) => void): void {
  if (Array.isArray(value)) {
    for (const one of value) {
      visit(one, act);
    }
  } else if (typeof value === "object" && value !== null) {
    if (isEntity(value)) {
      act(value as Seen);
    }
    for (const one of Object.values(value)) {
      visit(one, act);
    }
  }
}
