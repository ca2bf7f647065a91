/** Sets the live core up in a browser: its store, its tabs, and what wakes it. */
import { newKey } from "../../live/key";
import { patient } from "../../live/patience";
import { openStore } from "../../live/store";
import { joinTabs } from "../../live/tabs";
import { onWaking } from "../../live/waking";
import { origin } from "../address";
import { connectionOf, Live, type TabMessage } from "./live";

/** Of one operator: whoever comes after them in this browser sees and sends nothing of theirs. */
const name = (operatorId: string) => `switchboard:${operatorId}`;
const DEVICE = "device";

export async function startLive(operatorId: string): Promise<Live> {
  const store = await openStore(name(operatorId));
  const device = (await store.get<string>(DEVICE)) ?? `browser-${newKey().slice(0, 8)}`;
  await store.set(DEVICE, device);
  const live = new Live({
    connection: connectionOf(origin()),
    store,
    tabs: joinTabs<TabMessage>(name(operatorId)),
    device,
    fetch: patient(),
  });
  onWaking(() => {
    live.connection.wake();
    live.outbox.wake();
  }, window);
  addEventListener("focus", () => live.readMark.focus());
  addEventListener("blur", () => live.readMark.focus());
  addEventListener("pagehide", () => live.drafts.flush());
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden") {
      live.drafts.flush();
    }
  });
  await live.outbox.open();
  return live;
}
