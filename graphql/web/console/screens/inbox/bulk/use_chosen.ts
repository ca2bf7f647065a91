/** The chats that the next act is about, of one list: another list begins with none. */
import { useState } from "react";

export interface Chosen {
  ids: ReadonlySet<string>;
  toggle: (id: string) => void;
  add: (...ids: string[]) => void;
  /** From the one that was chosen last to this one. */
  upTo: (all: readonly string[], id: string) => void;
  clear: () => void;
}

const NONE: ReadonlySet<string> = new Set();

export function useChosen(list: string): Chosen {
  const [state, setState] = useState({ list, ids: NONE, last: "" });
  const ofList = (one: typeof state) => (one.list === list ? one : { list, ids: NONE, last: "" });
  // Each begins with what the one before has left, not with what was drawn.
  const change = (next: (now: typeof state) => { ids: Iterable<string>; last: string }) =>
    setState((before) => {
      const { ids, last } = next(ofList(before));
      return { list, ids: new Set(ids), last };
    });
  return {
    ids: ofList(state).ids,
    toggle: (id) =>
      change(({ ids }) => ({
        ids: ids.has(id) ? [...ids].filter((one) => one !== id) : [...ids, id],
        last: id,
      })),
    add: (...more) =>
      change(({ ids, last }) => ({ ids: [...ids, ...more], last: more.at(-1) ?? last })),
    upTo: (all, id) =>
      change(({ ids, last }) => {
        const [from, to] = [all.indexOf(last), all.indexOf(id)];
        const between = from < 0 ? [id] : all.slice(Math.min(from, to), Math.max(from, to) + 1);
        return { ids: [...ids, ...between], last: id };
      }),
    clear: () => change(() => ({ ids: NONE, last: "" })),
  };
}
