/** What stands around every screen, and what screens use of it. */
export { useKeys } from "./keys";
export { type PaneCount, usePaneCount } from "./pane_count";
export { Panes } from "./panes";
export { problemOf } from "./problem_of";
export { type Place, type Screen, Shell } from "./shell";
