/** Where one is in the search: all of it stands in the address, so that Back brings it again. Pure. */

export const HOME = "/search";

export const KINDS = {
  messages: "MESSAGE",
  chats: "CHAT",
  contacts: "CONTACT",
  notes: "NOTE",
} as const;
export type Kind = keyof typeof KINDS;
export const KIND_NAMES = Object.keys(KINDS) as Kind[];

export interface Place {
  /** As it was typed. */
  query: string;
  /** None: the first of which anything was found. */
  kind: Kind | undefined;
  /** The hit that was opened last. */
  hit: string | undefined;
}

export function readPlace(search: string): Place {
  const told = new URLSearchParams(search);
  return {
    query: told.get("q") ?? "",
    kind: KIND_NAMES.find((name) => name === told.get("kind")),
    hit: told.get("hit") ?? undefined,
  };
}

export function writePlace({ query, kind, hit }: Place): string {
  const told = new URLSearchParams();
  for (const [name, value] of [
    ["q", query.trim()],
    ["kind", kind],
    ["hit", hit],
  ] as const) {
    if (value) {
      told.set(name, value);
    }
  }
  const search = told.toString();
  return search === "" ? HOME : `${HOME}?${search}`;
}

/** The kind that is shown: the chosen one, else the first of which anything was found. */
export function shownKind(
  chosen: Kind | undefined,
  counts: Readonly<Record<Kind, number>> | undefined,
): Kind {
  return chosen ?? KIND_NAMES.find((name) => (counts?.[name] ?? 0) > 0) ?? "messages";
}
