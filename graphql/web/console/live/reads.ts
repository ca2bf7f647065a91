/** How far the viewer has read each chat. What is unread follows from it and is never counted up. */
import { Listeners } from "../../live/listeners";
import type { FeedEvent } from "./events";

interface Read {
  count: number;
  /** When the feed told it, in events; 0 for what an answer told. */
  at: number;
}

export class Reads {
  readonly changes = new Listeners<[string]>();
  readonly #reads = new Map<string, Read>();
  #now = 0;

  /** The moment at which a request begins, for `answered`. */
  mark(): number {
    return this.#now;
  }

  /** An answer told how many of a chat's messages are unread. What the feed told since it was asked is newer. */
  answered(chat: { id: string; inboundCount: number; unreadCount: number }, mark: number): void {
    const known = this.#reads.get(chat.id);
    if (!known || known.at <= mark) {
      this.#set(chat.id, { count: chat.inboundCount - chat.unreadCount, at: known?.at ?? 0 });
    }
  }

  take(event: FeedEvent): void {
    this.#now += 1;
    if (event.__typename !== "ChatEvent") {
      return;
    }
    const { subjectId: id, readCount, chat } = event;
    if (id && readCount !== null) {
      this.#set(id, { count: readCount, at: this.#now });
    } else if (id && chat && event.kind === "CHAT_OPENED" && chat.round === 1) {
      // Nobody has read anything of a chat that is new.
      if (!this.#reads.has(id)) {
        this.#set(id, { count: 0, at: this.#now });
      }
    }
  }

  /** How many of the customer's messages are unread; undefined where nobody has said how many were read. */
  unread(chat: { id: string; inboundCount: number }): number | undefined {
    const read = this.#reads.get(chat.id);
    return read && Math.max(0, chat.inboundCount - read.count);
  }

  #set(id: string, read: Read): void {
    const isNew = this.#reads.get(id)?.count !== read.count;
    this.#reads.set(id, read);
    if (isNew) {
      this.changes.tell(id);
    }
  }
}
