/** What is being written in a chat, of one kind: as the browser and the server keep it. */
import { useEffect } from "react";
import type { DraftKind, SavedDraftFragment } from "../../../../client/operator/graphql";
import type { Draft, DraftState } from "../../../live/draft";
import { useLive } from "../../../live/provider";
import { useListened } from "../../../live/use_listened";

export function useDraft(
  chatId: string,
  kind: DraftKind,
  stored: SavedDraftFragment | null,
): [DraftState, Draft] {
  const live = useLive();
  const draft = live.drafts.of(chatId, kind);
  const state = useListened(draft.changes, () => draft.state);
  useEffect(() => {
    draft.open(stored);
  }, [draft, stored]);
  return [state, draft];
}
