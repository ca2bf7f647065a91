/** The table of contents: every address of the console with its screen, and what the navigation leads to. */
import { msg } from "@lingui/core/macro";
import { Inbox } from "lucide-react";
import { lazy } from "react";
import type { Place, Screen } from "./shell";

const Start = lazy(() => import("./screens/start"));

export const SCREENS: readonly Screen[] = [
  { path: "/", Screen: Start },
  { path: "/start/:step?", Screen: Start },
  { path: "/inbox/:chat?", Screen: lazy(() => import("./screens/inbox")) },
  { path: "/settings/channels/:id?", Screen: lazy(() => import("./screens/channel")) },
  { path: "/profile", Screen: lazy(() => import("./screens/profile")) },
];

export const PLACES: readonly Place[] = [{ path: "/inbox", text: msg`Inbox`, icon: Inbox }];
