/** What differs between before and after of a line of the audit log, field by field. */

export interface FieldChange {
  field: string;
  /** None where there was, or is, nothing. */
  before: string | undefined;
  after: string | undefined;
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const written = (value: unknown): string | undefined =>
  value === undefined || value === null
    ? undefined
    : typeof value === "string"
      ? value
      : JSON.stringify(value);

export function changesOf(before: unknown, after: unknown): FieldChange[] {
  const [was, is] = [isObject(before) ? before : {}, isObject(after) ? after : {}];
  return [...new Set([...Object.keys(was), ...Object.keys(is)])]
    .map((field) => ({ field, before: written(was[field]), after: written(is[field]) }))
    .filter((change) => change.before !== change.after);
}

interface Line {
  id: string;
}

/** The newest lines before those that are here; where they do not meet, there is a gap, and the rest goes. */
export function joined<T extends Line>(
  newest: readonly T[],
  here: readonly T[],
): { lines: readonly T[]; isWhole: boolean } {
  const known = new Set(here.map(({ id }) => id));
  const fresh = newest.filter(({ id }) => !known.has(id));
  return fresh.length === newest.length && here.length > 0
    ? { lines: newest, isWhole: false }
    : { lines: [...fresh, ...here], isWhole: true };
}
