/** What the server counts in tabs, lists and views, live. */
import { useEffect, useState } from "react";
import { Counts } from "../../../live/counts";
import { useLive } from "../../../live/provider";
import { useListened } from "../../../live/use_listened";

export function useCounts(): (name: string) => { total: number; unread: number } | undefined {
  const live = useLive();
  const [counts] = useState(() => new Counts());
  const client = useListened(live.resets, () => live.client);
  useEffect(
    () => counts.follow(client, { lists: ["ALL", "MINE", "UNASSIGNED"] }),
    [client, counts],
  );
  return useListened(counts.changes, () => counts.read);
}
