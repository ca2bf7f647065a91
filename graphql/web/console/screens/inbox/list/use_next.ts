/** Lets acts lead on to the next chat of the list: the one below, else the one above. */
import { useEffect } from "react";
import { useInbox } from "../use_inbox";

export function useNext(
  ids: readonly string[],
  openId: string | undefined,
  openRow: (id: string) => void,
): void {
  const { next } = useInbox();
  useEffect(() => {
    next.current = () => {
      const place = openId === undefined ? -1 : ids.indexOf(openId);
      const id = place < 0 ? undefined : (ids[place + 1] ?? ids[place - 1]);
      if (id !== undefined) {
        openRow(id);
      }
    };
    return () => {
      next.current = undefined;
    };
  }, [next, ids, openId, openRow]);
}
