/** Does something whenever a minute of the server's clock begins. */
import { useEffect, useEffectEvent, useRef } from "react";
import { useNow } from "../../parts/use_now";

const MINUTE_MS = 60_000;

export function useEachMinute(act: () => void): void {
  const minute = useNow((now) => Math.floor(now / MINUTE_MS));
  const last = useRef(minute);
  const begins = useEffectEvent(act);
  useEffect(() => {
    if (last.current !== minute) {
      last.current = minute;
      begins();
    }
  }, [minute]);
}
