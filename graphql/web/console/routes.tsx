/** The table of contents: every address of the console with its screen, and what the navigation leads to. */
import { msg } from "@lingui/core/macro";
import { Inbox } from "lucide-react";
import { lazy } from "react";
import type { Place, Screen } from "./shell";

export const SCREENS: readonly Screen[] = [
  { path: "/inbox/:chat?", Screen: lazy(() => import("./screens/inbox")) },
  { path: "/profile", Screen: lazy(() => import("./screens/profile")) },
  { path: "/settings/close-reasons/:id?", Screen: lazy(() => import("./screens/close_reason")) },
  { path: "/settings/views/:id?", Screen: lazy(() => import("./screens/view")) },
  { path: "/settings/templates/:id?", Screen: lazy(() => import("./screens/template")) },
  { path: "/settings/labels/:id?", Screen: lazy(() => import("./screens/label")) },
];

export const PLACES: readonly Place[] = [{ path: "/inbox", text: msg`Inbox`, icon: Inbox }];
