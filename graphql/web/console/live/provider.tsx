/** Gives the live core to the screens below it, and its client to their queries: another one after a reset. */
import { createContext, type ReactNode, useContext, useSyncExternalStore } from "react";
import { Provider } from "urql";
import type { Sign } from "../../live/connection";
import type { Live } from "./live";

const LiveContext = createContext<Live | undefined>(undefined);

export function LiveProvider({ live, children }: { live: Live; children: ReactNode }) {
  const client = useSyncExternalStore(
    (listener) => live.resets.add(listener),
    () => live.client,
  );
  return (
    <LiveContext value={live}>
      <Provider value={client}>{children}</Provider>
    </LiveContext>
  );
}

export function useLive(): Live {
  const live = useContext(LiveContext);
  if (!live) {
    throw new Error("useLive is called outside of LiveProvider");
  }
  return live;
}

/** Whether the page is live, and since when it is not. */
export function useSign(): Sign {
  const { connection } = useLive();
  return useSyncExternalStore(
    (listener) => connection.onChange(listener),
    () => connection.sign,
  );
}
