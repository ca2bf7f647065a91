/** What stands around every screen, and what screens use of it. */
export { useKeys } from "./keys";
export { type PaneCount, usePaneCount } from "./pane_count";
export { Panes } from "./panes";
export { Shell } from "./shell";
