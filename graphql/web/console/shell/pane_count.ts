/** How many panes stand beside one another: the navigation, the list, what is open, the panel about it. */
import { useSyncExternalStore } from "react";

export type PaneCount = 1 | 2 | 3 | 4;

/** From so many px of the page on there is room for the next. */
const ROOM = [600, 960, 1_280] as const;

export function paneCount(width: number): PaneCount {
  return (1 + ROOM.filter((from) => width >= from).length) as PaneCount;
}

function subscribe(listener: () => void): () => void {
  addEventListener("resize", listener);
  return () => removeEventListener("resize", listener);
}

/** By the page's width now. */
export function usePaneCount(): PaneCount {
  return useSyncExternalStore(subscribe, () => paneCount(innerWidth));
}
