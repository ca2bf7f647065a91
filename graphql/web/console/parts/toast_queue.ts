/** What was done and can be undone for a moment. Screens put it in, `Toasts` shows it. */
import { UNSTABLE_ToastQueue as ToastQueue } from "react-aria-components/Toast";

export interface ToastContent {
  text: string;
  /** `info`: nothing was done, and nothing is wrong. */
  tone?: "plain" | "info" | "danger";
  action?: { text: string; onPress: () => void };
}

export type Toasts = ToastQueue<ToastContent>;

/** How many are seen at once; the others wait. */
const MOST = 3;
/** Long enough to be read and, with an action, to be reached by keys. */
const SHOWN_MS = 6_000;

export function createToasts(): Toasts {
  return new ToastQueue<ToastContent>({ maxVisibleToasts: MOST });
}

/** What is wrong stays until it is closed. */
export function tell(toasts: Toasts, content: ToastContent): void {
  toasts.add(content, content.tone === "danger" ? {} : { timeout: SHOWN_MS });
}
