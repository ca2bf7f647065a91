/** Where one is among the contacts: all of it stands in the address. Pure. */
import type { ContactFilter } from "../../../client/operator/graphql";

export const HOME = "/contacts";

export const STATES = ["all", "open", "none", "blocked"] as const;
export type State = (typeof STATES)[number];

export const TABS = ["chats", "notes", "pages", "fields", "consent"] as const;
export type Tab = (typeof TABS)[number];

export interface Place {
  contact: string | undefined;
  tab: Tab;
  /** What a name, a number or an address is like. */
  query: string;
  role: string | undefined;
  state: State;
  isDescending: boolean;
}

export function readPlace(path: string, search: string): Place {
  const told = new URLSearchParams(search);
  const contact = /^\/contacts\/([^/]+)$/.exec(path)?.[1];
  return {
    contact: contact && decodeURIComponent(contact),
    tab: TABS.find((one) => one === told.get("tab")) ?? "chats",
    query: told.get("q") ?? "",
    role: told.get("role") || undefined,
    state: STATES.find((one) => one === told.get("state")) ?? "all",
    isDescending: told.get("order") === "-name",
  };
}

export function writePlace(place: Place): string {
  const { contact, tab, query, role, state, isDescending } = place;
  const told = new URLSearchParams();
  for (const [name, value] of [
    ["q", query],
    ["role", role],
    ["state", state === "all" ? "" : state],
    ["order", isDescending ? "-name" : ""],
    ["tab", tab === "chats" || !contact ? "" : tab],
  ] as const) {
    if (value) {
      told.set(name, value);
    }
  }
  const search = told.toString();
  const path = contact ? `${HOME}/${encodeURIComponent(contact)}` : HOME;
  return search === "" ? path : `${path}?${search}`;
}

/** What the server is asked for. */
export function filterOf({ role, state }: Pick<Place, "role" | "state">): ContactFilter {
  return {
    ...(role && { role }),
    ...(state === "open" && { hasOpenChat: true }),
    ...(state === "none" && { hasOpenChat: false }),
    ...(state === "blocked" && { isBlocked: true }),
  };
}

interface Like {
  role: string | null;
  hasOpenChat: boolean;
  isBlocked: boolean;
}

/** The same of what the search has found, which knows no filter of contacts. */
export function isLike(contact: Like, { role, hasOpenChat, isBlocked }: ContactFilter): boolean {
  return (
    (role === undefined || contact.role === role) &&
    (hasOpenChat === undefined || contact.hasOpenChat === hasOpenChat) &&
    (isBlocked === undefined || contact.isBlocked === isBlocked)
  );
}
