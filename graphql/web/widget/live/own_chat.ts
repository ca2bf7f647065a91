/** The visitor's chat as the desk told it: what came last holds, and nothing goes a step back. */
import { computed, signal } from "@preact/signals";
import type {
  FollowSubscription,
  ShownChatFragment,
  SnapshotQuery,
  ThreadMessageFragment,
} from "../../client/visitor/graphql";

export type Chat = ShownChatFragment;
export type Message = ThreadMessageFragment;
type Page = NonNullable<SnapshotQuery["myChat"]>["messages"];

export class OwnChat {
  readonly chat = signal<Chat | undefined>(undefined);
  /** Oldest first. */
  readonly messages = signal<readonly Message[]>([]);
  /** Where the older ones are; absent when there are none. */
  readonly before = signal<string | undefined>(undefined);
  /** Up to when the visitor has seen them. */
  readonly seenAt = signal("");
  readonly unread = computed(
    () =>
      this.messages.value.filter(({ author, sentAt, deletedAt }) => {
        return author !== "ME" && !deletedAt && sentAt > this.seenAt.value;
      }).length,
  );

  /** Everything again; without a chat, or behind another log, nothing of the old one stays. */
  reset(chat: SnapshotQuery["myChat"], isOtherLog = false): void {
    const isSame = !isOtherLog && this.chat.value?.id === chat?.id;
    this.chat.value = chat ?? undefined;
    this.messages.value = isSame ? this.messages.value : [];
    this.before.value = undefined;
    if (chat) {
      // What was loaded earlier may have a gap behind it.
      const oldest = chat.messages.nodes[0]?.sentAt ?? "";
      this.messages.value = this.messages.value.filter(({ sentAt }) => sentAt >= oldest);
      this.older(chat.messages);
    }
  }

  older({ nodes, pageInfo }: Page): void {
    this.put(nodes);
    this.before.value = (pageInfo.hasPreviousPage && pageInfo.startCursor) || undefined;
  }

  apply(events: FollowSubscription["myChat"]["events"]): void {
    for (const { chat, message } of events) {
      this.chat.value = chat;
      if (message) {
        this.put([message]);
      }
    }
  }

  put(come: readonly Message[]): void {
    const known = new Map(this.messages.value.map((message) => [message.id, message]));
    for (const message of come) {
      if ((known.get(message.id)?.version ?? 0) <= message.version) {
        known.set(message.id, message);
      }
    }
    this.messages.value = [...known.values()].sort(byTime);
  }

  empty(): void {
    this.reset(null);
    this.seenAt.value = "";
  }
}

/** Ids are in the order of writing, so that two of one millisecond keep it. */
const byTime = (one: Message, other: Message): number =>
  one.sentAt < other.sentAt ? -1 : one.sentAt > other.sentAt ? 1 : one.id < other.id ? -1 : 1;
