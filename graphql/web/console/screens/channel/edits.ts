/**
 * What an operator has changed of a channel and not saved yet: by place, each with what stood there when they began.
 * Whatever they have not touched follows the server; where both changed the same, both are known. Pure.
 */
export type Json =
  | null
  | boolean
  | number
  | string
  | readonly Json[]
  | { readonly [key: string]: Json };
/** `name`, `settings/look/accent`: none where nothing stands. */
export type Place = string;
export type Values = Readonly<Record<Place, Json | undefined>>;

export interface Edit {
  seen: Json | undefined;
  mine: Json | undefined;
}
export type Edits = Readonly<Record<Place, Edit>>;

const SETTINGS = "settings/";
export const inSettings = (...names: readonly string[]): Place => SETTINGS + names.join("/");

export const isSame = (one: unknown, other: unknown): boolean =>
  JSON.stringify(one ?? null) === JSON.stringify(other ?? null);

/** With this change; one that changes nothing is none. */
export function edited(edits: Edits, values: Values, place: Place, mine: Json | undefined): Edits {
  const { [place]: before, ...others } = edits;
  const seen = before ? before.seen : values[place];
  return isSame(mine, values[place]) ? others : { ...others, [place]: { seen, mine } };
}

export const shownAt = (edits: Edits, values: Values, place: Place): Json | undefined =>
  Object.hasOwn(edits, place) ? edits[place]?.mine : values[place];

/** Changed elsewhere meanwhile, and to something else. */
export const isContested = (edits: Edits, values: Values, place: Place): boolean => {
  const edit = edits[place];
  return (
    edit !== undefined && !isSame(edit.seen, values[place]) && !isSame(edit.mine, values[place])
  );
};

/** What others have brought about is no change any more. */
export const settled = (edits: Edits, values: Values): Edits =>
  Object.fromEntries(
    Object.entries(edits).filter(([place, { mine }]) => !isSame(mine, values[place])),
  );

/** Every leaf of the settings by its place; lists are leaves. */
export function placesOf(settings: Json | undefined, prefix = SETTINGS): Values {
  const found: Record<Place, Json | undefined> = {};
  for (const [name, value] of Object.entries(isObject(settings) ? settings : {})) {
    if (isObject(value)) {
      Object.assign(found, placesOf(value, `${prefix + name}/`));
    } else {
      found[prefix + name] = value;
    }
  }
  return found;
}

/** The settings with what was changed of them; what is empty then is left out. */
export function withEdits(settings: Json | undefined, edits: Edits): Json {
  let next: Json = isObject(settings) ? settings : {};
  for (const [place, { mine }] of Object.entries(edits)) {
    if (place.startsWith(SETTINGS)) {
      next = put(next, place.slice(SETTINGS.length).split("/"), mine) ?? {};
    }
  }
  return next;
}

function put(
  of: Json | undefined,
  names: readonly string[],
  value: Json | undefined,
): Json | undefined {
  const [name, ...rest] = names;
  if (name === undefined) {
    return value ?? undefined;
  }
  const { [name]: before, ...others } = isObject(of) ? of : ({} as { [key: string]: Json });
  const after = put(before, rest, value);
  const next = after === undefined ? others : { ...others, [name]: after };
  return Object.keys(next).length === 0 ? undefined : next;
}

export const isObject = (value: unknown): value is { readonly [key: string]: Json } =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** As they travel: those that were written. */
export const secretsOf = (secrets: Readonly<Record<string, string>>) =>
  Object.entries(secrets).flatMap(([name, value]) => (value === "" ? [] : [{ name, value }]));
