/** What lies over the page by itself waits until whoever types rests: else their letters went into it. */
import { useEffect, useRef, useState } from "react";

/** So long nobody has typed, in milliseconds. */
const REST_MS = 1_000;
/** So long it waits at most, in milliseconds. */
const WAIT_MAX_MS = 10_000;

interface Typed {
  /** When something was typed last; all in milliseconds of one clock. */
  typedAt: number | undefined;
  /** Since when it is wanted. */
  since: number;
  now: number;
}

/** How long it still has to wait, in milliseconds. */
export function restMs({ typedAt, since, now }: Typed): number {
  const rests = typedAt === undefined ? now : typedAt + REST_MS;
  return Math.max(Math.min(rests, since + WAIT_MAX_MS) - now, 0);
}

/** True as soon as it is wanted and nobody types. */
export function useTypingRest(isWanted: boolean): boolean {
  const typedAt = useRef<number>(undefined);
  const [isDue, setDue] = useState(false);
  useEffect(() => {
    const see = () => {
      typedAt.current = performance.now();
    };
    document.addEventListener("input", see, true);
    return () => document.removeEventListener("input", see, true);
  }, []);
  useEffect(() => {
    if (!isWanted) {
      setDue(false);
      return;
    }
    const since = performance.now();
    let timer = 0;
    const look = () => {
      const left = restMs({ typedAt: typedAt.current, since, now: performance.now() });
      if (left > 0) {
        timer = window.setTimeout(look, left);
      } else {
        setDue(true);
      }
    };
    look();
    return () => window.clearTimeout(timer);
  }, [isWanted]);
  return isWanted && isDue;
}
