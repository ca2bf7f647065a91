/** The table of contents: every address of the console with its screen, and what the navigation leads to. */
import { lazy } from "react";
import type { Place, Screen } from "./shell";

export const SCREENS: readonly Screen[] = [
  { path: "/profile", Screen: lazy(() => import("./screens/profile")) },
];

export const PLACES: readonly Place[] = [];
