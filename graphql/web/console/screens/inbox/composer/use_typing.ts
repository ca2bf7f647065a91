/** Tells that the operator writes, seldom while it goes on, and that they have stopped. */
import { useEffect, useRef } from "react";
import { useClient } from "urql";
import { NOTE_TYPING_SET, TYPING_SET } from "./composer_documents";

/** A signal ends by itself; it is told again so often. */
const AGAIN_MS = 3_000;

export function useTyping(chatId: string, isNote: boolean) {
  const client = useClient();
  const told = useRef(0);
  const tell = (isTyping: boolean) => {
    const input = { chatId, isTyping };
    client.mutation(isNote ? NOTE_TYPING_SET : TYPING_SET, { input }).toPromise();
  };
  const stop = () => {
    if (told.current > 0) {
      told.current = 0;
      tell(false);
    }
  };
  const latest = useRef(stop);
  useEffect(() => {
    latest.current = stop;
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: whoever turns to the other kind stops here
  useEffect(() => () => latest.current(), [isNote]);
  return {
    write: () => {
      const now = performance.now();
      if (told.current === 0 || now - told.current > AGAIN_MS) {
        told.current = now;
        tell(true);
      }
    },
    stop,
  };
}
