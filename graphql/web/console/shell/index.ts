/** What stands around every screen, and what screens use of it. */
export { useKeys } from "./keys";
export { lookAs, lookAsRemembered } from "./look";
export {
  BROWSERS,
  PUSH_SUBSCRIPTION_DELETE,
  PUSH_SUBSCRIPTION_TEST,
} from "./notifications/documents";
export { looksAt } from "./notifications/focused_chat";
export { loadKinds, loadPush } from "./notifications/load";
export { type PaneCount, usePaneCount } from "./pane_count";
export { Panes } from "./panes";
export { type Given, payloadOf } from "./payload";
export { problemOf } from "./problem_of";
export { saveFrom } from "./save_from";
export { type Frame, type Place, type Screen, Shell } from "./shell";
export { STATUSES, statusWords } from "./status_words";
export { useToasts } from "./toasts";
export { type Do, useDo } from "./use_do";
export { useMe } from "./use_me";
export { usePlace } from "./use_place";
export { type Preferences, usePreferences } from "./use_preferences";
export { useSubmit } from "./use_submit";
