/** A form's values over what the server has: what is typed stays, and what changes elsewhere meanwhile is told. */
import { useState } from "react";
import { conflictsOf, type Edit, isSame, keepMine, UNTOUCHED, valuesOf, withField } from "./edited";

export function useKeptForm<Values extends object>(now: Values) {
  const [edit, setEdit] = useState<Edit<Values>>(UNTOUCHED);
  const values = valuesOf(edit, now);
  return {
    values,
    isChanged: !isSame(values, now),
    elsewhere: conflictsOf(edit, now),
    set: <Field extends keyof Values & string>(field: Field, value: Values[Field]) =>
      setEdit((before) => withField(before, now, field, value)),
    /** Theirs is known, and mine is meant. */
    keepMine: () =>
      setEdit((before) =>
        (Object.keys(before.mine) as (keyof Values & string)[]).reduce(
          (all, field) => keepMine(all, now, field),
          before,
        ),
      ),
    reset: () => setEdit(UNTOUCHED),
  };
}
