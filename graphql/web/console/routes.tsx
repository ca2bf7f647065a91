/** The table of contents: every address of the console with its screen, and what the navigation leads to. */
import { msg } from "@lingui/core/macro";
import { Inbox, Search, Settings as SettingsIcon, UsersRound } from "lucide-react";
import { type ComponentType, lazy } from "react";
import Settings, { mayOpen, SECTIONS } from "./screens/settings";
import type { Frame, Place, Screen } from "./shell";
import { speakLater } from "./words/words";

/** A screen whose words come with it: its folder stands in `words/apart.json`. */
const apart = (load: () => Promise<{ default: ComponentType }>) =>
  lazy(async () => (await Promise.all([load(), speakLater()]))[0]);

const Start = apart(() => import("./screens/start"));

export const SCREENS: readonly Screen[] = [
  { path: "/", Screen: Start },
  { path: "/start/:step?", Screen: Start },
  { path: "/inbox/:chat?", Screen: lazy(() => import("./screens/inbox")) },
  { path: "/search", Screen: lazy(() => import("./screens/search")) },
  { path: "/contacts/:contact?", Screen: lazy(() => import("./screens/contact")) },
  { path: "/settings/channels/:id?", Screen: apart(() => import("./screens/channel")) },
  { path: "/profile", Screen: apart(() => import("./screens/profile")) },
  { path: "/settings/operators/:id?", Screen: apart(() => import("./screens/operator")) },
  { path: "/settings/teams/:id?", Screen: apart(() => import("./screens/team")) },
  { path: "/settings/schedules/:id?", Screen: apart(() => import("./screens/schedule")) },
  { path: "/settings/roles/:id?", Screen: apart(() => import("./screens/role")) },
  { path: "/settings/audit", Screen: apart(() => import("./screens/audit")) },
  { path: "/settings/close-reasons/:id?", Screen: apart(() => import("./screens/close_reason")) },
  { path: "/settings/views/:id?", Screen: apart(() => import("./screens/view")) },
  { path: "/settings/templates/:id?", Screen: apart(() => import("./screens/template")) },
  { path: "/settings/labels/:id?", Screen: apart(() => import("./screens/label")) },
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
