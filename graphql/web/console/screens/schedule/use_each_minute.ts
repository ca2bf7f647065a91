/** Does something whenever a minute of the server's clock has begun. */
import { useEffect, useEffectEvent } from "react";
import { useNow } from "../../parts/use_now";

const MINUTE_MS = 60_000;

export function useEachMinute(act: () => void): void {
  const minute = useNow((now) => Math.floor(now / MINUTE_MS));
  const done = useEffectEvent(act);
  useEffect(() => {
    if (minute > 0) {
      done();
    }
  }, [minute]);
}
