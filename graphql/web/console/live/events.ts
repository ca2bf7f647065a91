/** The events of the feed, as its document asks for them. */
import type { ChatRowFragment, FeedSubscription } from "../../client/operator/graphql";

export type FeedBatch = FeedSubscription["events"];
export type FeedEvent = FeedBatch["events"][number];
export type ChatRow = ChatRowFragment;

/** The chat that an event brings as it is now; undefined where it brings none. */
export function chatOf(event: FeedEvent): ChatRow | undefined {
  switch (event.__typename) {
    case "ChatEvent":
      return event.chat ?? undefined;
    case "MessageEvent":
      return event.message?.chat ?? undefined;
    default:
      return undefined;
  }
}

/** The chat that an event takes away: deleted, or out of the reader's reach. */
export function goneChatOf(event: FeedEvent): string | undefined {
  const isGone = event.__typename === "ChatEvent" && event.chat === null;
  return (isGone && event.subjectId) || undefined;
}
