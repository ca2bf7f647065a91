/** What the cache is to be told besides answers and events: it takes it with the next write of the feed. */
import type { Cache } from "@urql/exchange-graphcache";
import type { DocumentNode } from "graphql";
import {
  CHAT_CONTACT,
  CHAT_ROW,
  SAVED_DRAFT,
  SHOWN_ATTACHMENT,
  SHOWN_DELIVERY,
  SHOWN_LABEL,
  SHOWN_MESSAGE,
  SHOWN_NOTE,
  SHOWN_OPERATOR,
} from "./fragments";
import type { Entity } from "./nodes";

/** How each type that the feed brings is written alone. */
const FRAGMENTS: Record<string, DocumentNode> = {
  Attachment: SHOWN_ATTACHMENT,
  Chat: CHAT_ROW,
  Contact: CHAT_CONTACT,
  Delivery: SHOWN_DELIVERY,
  Draft: SAVED_DRAFT,
  Label: SHOWN_LABEL,
  Message: SHOWN_MESSAGE,
  Note: SHOWN_NOTE,
  Operator: SHOWN_OPERATOR,
};

export const canBeMended = (typename: string): boolean => typename in FRAGMENTS;

export type Mend =
  | { kind: "write"; entity: Entity }
  | { kind: "gone"; entity: Entity }
  /** An answer that nobody looks at any more: its rows may be freed. */
  | { kind: "forget"; field: string; variables: Record<string, unknown> };

export class Mends {
  #waiting: Mend[] = [];

  add(...mends: Mend[]): void {
    this.#waiting.push(...mends);
  }

  get isEmpty(): boolean {
    return this.#waiting.length === 0;
  }

  /** Only inside of a write. */
  apply(cache: Cache): void {
    const mends = this.#waiting;
    this.#waiting = [];
    for (const mend of mends) {
      if (mend.kind === "gone") {
        cache.invalidate({ ...mend.entity });
      } else if (mend.kind === "forget") {
        cache.invalidate("Query", mend.field, mend.variables as never);
      } else {
        const fragment = FRAGMENTS[mend.entity.__typename];
        if (fragment) {
          cache.writeFragment(fragment, { ...mend.entity });
        }
      }
    }
  }
}
