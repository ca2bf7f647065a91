/** The table of contents: every address of the console with its screen, and what the navigation leads to. */
import type { Place, Screen } from "./shell";

export const SCREENS: readonly Screen[] = [];

export const PLACES: readonly Place[] = [];
