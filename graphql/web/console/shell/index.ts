/** What stands around every screen, and what screens use of it. */
export { useKeys } from "./keys";
export { lookAs, lookAsRemembered } from "./look";
export { type PaneCount, usePaneCount } from "./pane_count";
export { Panes } from "./panes";
export { problemOf } from "./problem_of";
export { type Frame, type Place, type Screen, Shell } from "./shell";
export { STATUSES, statusWords } from "./status_words";
export { useToasts } from "./toasts";
export { type Do, useDo } from "./use_do";
export { useMe } from "./use_me";
export { usePreferences } from "./use_preferences";
export { useSubmit } from "./use_submit";
