/** The table of contents: every address of the console with its screen, and what the navigation leads to. */
import { msg } from "@lingui/core/macro";
import { Inbox, Search, Settings as SettingsIcon, UsersRound } from "lucide-react";
import { lazy } from "react";
import Settings, { mayOpen, SECTIONS } from "./screens/settings";
import type { Frame, Place, Screen } from "./shell";

const Start = lazy(() => import("./screens/start"));

export const SCREENS: readonly Screen[] = [
  { path: "/", Screen: Start },
  { path: "/start/:step?", Screen: Start },
  { path: "/inbox/:chat?", Screen: lazy(() => import("./screens/inbox")) },
  { path: "/search", Screen: lazy(() => import("./screens/search")) },
  { path: "/contacts/:contact?", Screen: lazy(() => import("./screens/contact")) },
  { path: "/settings/channels/:id?", Screen: lazy(() => import("./screens/channel")) },
  { path: "/profile", Screen: lazy(() => import("./screens/profile")) },
  { path: "/settings/operators/:id?", Screen: lazy(() => import("./screens/operator")) },
  { path: "/settings/teams/:id?", Screen: lazy(() => import("./screens/team")) },
  { path: "/settings/roles/:id?", Screen: lazy(() => import("./screens/role")) },
  { path: "/settings/audit", Screen: lazy(() => import("./screens/audit")) },
  { path: "/settings/close-reasons/:id?", Screen: lazy(() => import("./screens/close_reason")) },
  { path: "/settings/views/:id?", Screen: lazy(() => import("./screens/view")) },
  { path: "/settings/templates/:id?", Screen: lazy(() => import("./screens/template")) },
  { path: "/settings/labels/:id?", Screen: lazy(() => import("./screens/label")) },
];

/** A section of the settings also has its line in `screens/settings/sections.ts`. */
export const FRAMES: readonly Frame[] = [{ path: "/settings", Frame: Settings }];

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
  {
    path: "/settings",
    text: msg`Settings`,
    icon: SettingsIcon,
    keys: "g s",
    isFor: (may) => SECTIONS.some((section) => mayOpen(section, may)),
  },
];
