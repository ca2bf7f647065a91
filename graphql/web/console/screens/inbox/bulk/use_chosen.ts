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
  const { ids, last } = state.list === list ? state : { ids: NONE, last: "" };
  const set = (next: Iterable<string>, id: string) =>
    setState({ list, ids: new Set(next), last: id });
  return {
    ids,
    toggle: (id) => set(ids.has(id) ? [...ids].filter((one) => one !== id) : [...ids, id], id),
    add: (...more) => set([...ids, ...more], more.at(-1) ?? last),
    upTo: (all, id) => {
      const [from, to] = [all.indexOf(last), all.indexOf(id)];
      const between = from < 0 ? [id] : all.slice(Math.min(from, to), Math.max(from, to) + 1);
      set([...ids, ...between], id);
    },
    clear: () => set(NONE, ""),
  };
}
