/** The server's time for whoever shows one; drawn again only when what is made of it changes. */
import { createContext, useContext, useSyncExternalStore } from "react";
import { ServerClock } from "./clock";

const Clock = createContext(new ServerClock());

/** Sets the clock for all below. */
export const ClockProvider = Clock.Provider;

/** What is shown, made of the time that it is. */
export function useNow<T extends string | number | boolean>(shown: (now: number) => T): T {
  const clock = useContext(Clock);
  return useSyncExternalStore(clock.subscribe, () => shown(clock.now()));
}
