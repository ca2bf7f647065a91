/** Opens a chat of the list by its id, in place of the open one or as a tab beside it. */
import { useCallback } from "react";
import { useClient } from "urql";
import { ROW } from "../../../live/documents";
import { MOST_KEPT } from "../place";
import { useInbox } from "../use_inbox";

export function useOpenRow(): (id: string, isKept?: boolean) => void {
  const client = useClient();
  const { place, go } = useInbox();
  return useCallback(
    (id, isKept = false) => {
      const row = client.readQuery(ROW, { id }, { requestPolicy: "cache-only" })?.data?.node;
      if (row?.__typename !== "Chat") {
        return;
      }
      const { number } = row;
      const kept = [place.kept, place.chat ?? [], number].flat();
      go({
        chat: number,
        message: undefined,
        ...(isKept && { kept: [...new Set(kept)].slice(-MOST_KEPT) }),
      });
    },
    [client, place.kept, place.chat, go],
  );
}
