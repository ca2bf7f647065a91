/** What other tabs of the same visitor do, and when this one is looked at again. */
import type { Widget } from "./widget";

export function watchTabs(widget: Widget): void {
  const { memory, session, own, outbox, follower } = widget;
  addEventListener("online", () => widget.wake());
  document.addEventListener("visibilitychange", () => {
    if (!document.hidden) {
      widget.wake();
      widget.look();
    }
  });
  addEventListener("storage", ({ key }) => {
    const name = memory.nameOfChange(key);
    if (name === "session") {
      const isOther = session.read();
      if (memory.names().length === 0) {
        // Nothing at all is left: the visitor was forgotten, and so they are here.
        void widget.forget();
      } else if (isOther && session.secret.value) {
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
