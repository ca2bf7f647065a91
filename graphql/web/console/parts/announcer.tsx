/** The one place that readers are told of what comes in: hidden, polite, never in a hurry. */
import { createContext, type ReactNode, useContext, useMemo, useState } from "react";
import { VisuallyHidden } from "react-aria-components/VisuallyHidden";
import { AnnouncerQueue } from "./announcer_queue";

const Announce = createContext<(text: string) => void>(() => undefined);

/** What tells a text: `Ana: hello`. */
export const useAnnounce = () => useContext(Announce);

export function Announcer({ children }: { children: ReactNode }) {
  const [told, setTold] = useState({ text: "", count: 0 });
  const announce = useMemo(() => {
    const queue = new AnnouncerQueue(
      (text) => setTold(({ count }) => ({ text, count: count + 1 })),
      {
        now: () => performance.now(),
        after: (ms, act) => setTimeout(act, ms),
      },
    );
    return (text: string) => queue.announce(text);
  }, []);
  return (
    <Announce value={announce}>
      {children}
      <VisuallyHidden>
        <div role="status" aria-live="polite">
          {/* A new element, so that the same text is told twice where it came twice. */}
          <span key={told.count}>{told.text}</span>
        </div>
      </VisuallyHidden>
    </Announce>
  );
}
