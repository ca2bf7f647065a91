/** What came is said once to those who hear the screen, at most every three seconds. */
import { useSignalEffect } from "@preact/signals";
import { useRef, useState } from "preact/hooks";
import { useWidget } from "./use_widget";

const EVERY_MS = 3_000;

export function Announcer() {
  const widget = useWidget();
  const [said, setSaid] = useState("");
  const last = useRef(0);
  useSignalEffect(() => {
    const text = widget.announced.value;
    const wait = Math.max(0, last.current + EVERY_MS - performance.now());
    const timer = setTimeout(() => {
      last.current = performance.now();
      setSaid(text);
    }, wait);
    return () => clearTimeout(timer);
  });
  return (
    <div class="announcer" aria-live="polite">
      {said}
    </div>
  );
}
