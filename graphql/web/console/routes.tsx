/** The table of contents: every address of the console with its screen, and what the navigation leads to. */
import { msg } from "@lingui/core/macro";
import { Inbox, Search, UsersRound } from "lucide-react";
import { lazy } from "react";
import type { Place, Screen } from "./shell";

export const SCREENS: readonly Screen[] = [
  { path: "/inbox/:chat?", Screen: lazy(() => import("./screens/inbox")) },
  { path: "/search", Screen: lazy(() => import("./screens/search")) },
  { path: "/contacts/:contact?", Screen: lazy(() => import("./screens/contact")) },
  { path: "/profile", Screen: lazy(() => import("./screens/profile")) },
];

export const PLACES: readonly Place[] = [
  { path: "/inbox", text: msg`Inbox`, icon: Inbox, keys: "g i" },
  { path: "/search", text: msg`Search`, icon: Search, keys: "/" },
  {
    path: "/contacts",
    text: msg`Contacts`,
    icon: UsersRound,
    keys: "g c",
    isFor: (may) => may.has("CONTACT_READ"),
  },
];
