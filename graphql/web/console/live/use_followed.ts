/** Reads again, a moment after an event of one of these kinds: where the event does not bring all that is shown. */
import { useEffect, useRef } from "react";
import { useLive } from "./provider";

/** A burst is read once. */
const PAUSE_MS = 300;

export function useFollowed(kinds: RegExp, read: () => void): void {
  const { feed } = useLive();
  const latest = useRef(read);
  useEffect(() => {
    latest.current = read;
  });
  const { source } = kinds;
  useEffect(() => {
    const wanted = new RegExp(source);
    let timer: ReturnType<typeof setTimeout> | undefined;
    const stop = feed.events.add(({ kind }) => {
      if (wanted.test(kind)) {
        timer ??= setTimeout(() => {
          timer = undefined;
          latest.current();
        }, PAUSE_MS);
      }
    });
    return () => {
      stop();
      clearTimeout(timer);
    };
  }, [feed, source]);
}
