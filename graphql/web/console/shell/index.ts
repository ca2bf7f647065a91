/** What stands around every screen. */
export { Shell } from "./shell";
