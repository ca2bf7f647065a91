/** What other tabs of the same visitor do, and when this one is looked at again. */
import { onWaking } from "../../live/waking";
import type { Widget } from "./widget";

export function watchTabs(widget: Widget): void {
  const { memory, session, own, outbox, follower } = widget;
  onWaking(() => widget.wake(), window);
  document.addEventListener("visibilitychange", () => widget.look());
  addEventListener("storage", ({ key }) => {
    const name = memory.nameOfChange(key);
    // Nothing at all is left: the visitor was forgotten, and so they are here.
    if (name !== undefined && memory.isAllowed && memory.names().length === 0) {
      session.read();
      void widget.forget();
    } else if (name === "session") {
      const isOther = session.read();
      if (isOther && session.secret.value) {
        void follower.reload();
      } else if (isOther) {
        follower.stop();
        own.empty();
      }
    } else if (name === "seen") {
      own.seenAt.value = memory.get("seen") ?? "";
    } else if (name?.startsWith("out:")) {
      outbox.read();
    }
  });
}
