/** What the reader has said that is no message yet: on its way to the server, or held there to be taken back. */
import { useMemo, useState } from "react";
import { useQuery } from "urql";
import type { ShownPendingReplyFragment } from "../../../../client/operator/graphql";
import type { OutboxItem } from "../../../live/outbox";
import { useLive } from "../../../live/provider";
import { useListened } from "../../../live/use_listened";
import { PENDING_REPLIES } from "../documents";
import type { Entry } from "./entry";

const SAID = ["reply", "schedule", "note"];

/** Oldest first; what has arrived stands here until the thread has it. */
export function useUnsent(chatId: string, entries: readonly Entry[]): readonly OutboxItem[] {
  const live = useLive();
  const items = useListened(live.outbox.changes, () => live.outbox.items);
  return useMemo(() => {
    const here = new Set(entries.map(({ key }) => key));
    return items.filter(
      ({ chatId: id, kind, key }) => id === chatId && SAID.includes(kind) && !here.has(key),
    );
  }, [items, entries, chatId]);
}

export function usePending(chatId: string): readonly ShownPendingReplyFragment[] {
  const [{ data }] = useQuery({
    query: PENDING_REPLIES,
    variables: { id: chatId },
    requestPolicy: "cache-and-network",
  });
  const [kept, setKept] = useState<readonly ShownPendingReplyFragment[]>([]);
  const found = data?.chat?.pendingReplies;
  if (found && found !== kept) {
    setKept(found);
  }
  return kept;
}
