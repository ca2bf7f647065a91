/** A form's values over what the server has: what is typed stays, and what changes elsewhere meanwhile is told. */
import { useState } from "react";

type Edits<T> = { [Key in keyof T]?: { value: T[Key]; base: T[Key] } };

const same = (one: unknown, other: unknown) => JSON.stringify(one) === JSON.stringify(other);

export function edited<T extends object, Key extends keyof T>(
  edits: Edits<T>,
  now: T,
  key: Key,
  value: T[Key],
): Edits<T> {
  const { [key]: before, ...rest } = edits;
  return same(value, now[key])
    ? (rest as Edits<T>)
    : { ...edits, [key]: { value, base: before ? before.base : now[key] } };
}

export function valuesOf<T extends object>(edits: Edits<T>, now: T): T {
  const typed = Object.entries(edits) as [keyof T, { value: T[keyof T] }][];
  return { ...now, ...Object.fromEntries(typed.map(([key, { value }]) => [key, value])) };
}

/** The fields that are another by now than when one began to change them. */
export function changedElsewhere<T extends object>(edits: Edits<T>, now: T): (keyof T)[] {
  return (Object.keys(edits) as (keyof T)[]).filter((key) => {
    const edit = edits[key];
    return edit && !same(edit.base, now[key]) && !same(edit.value, now[key]);
  });
}

export function useKeptForm<T extends object>(now: T) {
  const [edits, setEdits] = useState<Edits<T>>({});
  const values = valuesOf(edits, now);
  return {
    values,
    isChanged: !same(values, now),
    elsewhere: changedElsewhere(edits, now),
    set: <Key extends keyof T>(key: Key, value: T[Key]) =>
      setEdits((before) => edited(before, now, key, value)),
    /** Theirs is known, and mine is meant. */
    keepMine: () =>
      setEdits((before) => {
        const keys = Object.keys(before) as (keyof T)[];
        return Object.fromEntries(
          keys.map((key) => [key, { ...before[key], base: now[key] }]),
        ) as Edits<T>;
      }),
    reset: () => setEdits({}),
  };
}
