/** What a live object says of itself, read again whenever it tells of a change. */
import { useSyncExternalStore } from "react";
import type { Listeners } from "../../live/listeners";

/** `read` gives the same value until something changes. */
export function useListened<Told extends unknown[], Value>(
  changes: Listeners<Told>,
  read: () => Value,
): Value {
  return useSyncExternalStore((listener) => changes.add(listener), read);
}
