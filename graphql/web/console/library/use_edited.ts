/** A form over something that the server holds: what is typed, and what became of it elsewhere meanwhile. */
import { useListened } from "../live/use_listened";
import {
  changesOf,
  conflictsOf,
  type Edit,
  keepMine,
  takeTheirs,
  UNTOUCHED,
  valuesOf,
  withChange,
} from "../parts/edited";
import { edits } from "./edits";

export interface Edited<Values> {
  values: Values;
  /** The thing as it is now. */
  theirs: Values;
  /** What saving tells the server. */
  changes: Partial<Values>;
  isChanged: boolean;
  conflicts: readonly (keyof Values & string)[];
  set: (change: Partial<Values>) => void;
  keepMine: (field: keyof Values & string) => void;
  takeTheirs: (field: keyof Values & string) => void;
  /** As the server has it. */
  discard: () => void;
}

/** `id` names the form among all of the page. */
export function useEdited<Values extends object>(id: string, theirs: Values): Edited<Values> {
  const all = useListened(edits.changes, edits.all);
  const edit = (all.get(id) ?? UNTOUCHED) as Edit<Values>;
  const changes = changesOf(edit, theirs);
  const isChanged = Object.keys(changes).length > 0;
  const put = (next: Edit<Values>) =>
    edits.set(id, Object.keys(changesOf(next, theirs)).length > 0 ? next : undefined);
  return {
    values: valuesOf(edit, theirs),
    theirs,
    changes,
    isChanged,
    conflicts: conflictsOf(edit, theirs),
    set: (change) => {
      const now = (edits.all().get(id) ?? UNTOUCHED) as Edit<Values>;
      put(withChange(now, theirs, change));
    },
    keepMine: (field) => put(keepMine(edit, theirs, field)),
    takeTheirs: (field) => put(takeTheirs(edit, field)),
    discard: () => edits.set(id, undefined),
  };
}

/** Which forms have something that is not saved. */
export const useUnsaved = (): ReadonlyMap<string, unknown> => useListened(edits.changes, edits.all);
