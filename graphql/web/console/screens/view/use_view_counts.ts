/** How many chats each view has for whoever looks, as the server counts them, live. */
import { useEffect, useState } from "react";
import { type Count, Counts } from "../../live/counts";
import { useLive } from "../../live/provider";
import { useListened } from "../../live/use_listened";

/** So many are counted at once. */
const MOST = 50;

export function useViewCounts(ids: readonly string[]): (id: string) => Count | undefined {
  const live = useLive();
  const [counts] = useState(() => new Counts());
  const client = useListened(live.resets, () => live.client);
  const asked = ids.slice(0, MOST).join(" ");
  useEffect(() => {
    const views = asked === "" ? [] : asked.split(" ");
    return views.length > 0 ? counts.follow(client, { views, tabs: [] }) : undefined;
  }, [client, counts, asked]);
  return useListened(counts.changes, () => counts.read);
}
