/** When a page comes back to life: the network is there again, it is looked at, its timers slept. */
import { type Clock, systemClock } from "./clock";
import { SLEEP_MS, TICK_MS } from "./limits";

/** The part of `window` that this listens to. */
export interface Page extends Pick<EventTarget, "addEventListener" | "removeEventListener"> {
  document: Pick<Document, "visibilityState" | "addEventListener" | "removeEventListener">;
}

export function onWaking(wake: () => void, page: Page, clock: Clock = systemClock): () => void {
  let last = clock.now();
  let cancel = () => {};
  const tick = () => {
    const late = clock.now() - last - TICK_MS;
    last = clock.now();
    cancel = clock.after(TICK_MS, tick);
    if (late > SLEEP_MS) {
      wake();
    }
  };
  cancel = clock.after(TICK_MS, tick);
  const look = () => {
    if (page.document.visibilityState === "visible") {
      wake();
    }
  };
  page.addEventListener("online", wake);
  page.document.addEventListener("visibilitychange", look);
  return () => {
    cancel();
    page.removeEventListener("online", wake);
    page.document.removeEventListener("visibilitychange", look);
  };
}
