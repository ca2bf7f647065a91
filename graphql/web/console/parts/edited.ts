/** What is typed into a form while the thing itself may change elsewhere meanwhile. Pure. */

/** Only of the fields that were touched: what is typed, and what the server had when that began. */
export interface Edit<Values> {
  mine: Partial<Values>;
  base: Partial<Values>;
}

export const UNTOUCHED = { mine: {}, base: {} };

type Field<Values> = keyof Values & string;

export const isSame = (one: unknown, other: unknown) =>
  JSON.stringify(one) === JSON.stringify(other);

const without = <Part extends object>(part: Part, field: string): Part => {
  const { [field as keyof Part]: _, ...rest } = part;
  return rest as Part;
};

/** What the form shows: what is typed, else the thing as it is now. */
export const valuesOf = <Values extends object>(edit: Edit<Values>, theirs: Values): Values => ({
  ...theirs,
  ...edit.mine,
});

export function withChange<Values extends object>(
  edit: Edit<Values>,
  theirs: Values,
  change: Partial<Values>,
): Edit<Values> {
  const touched = Object.keys(change) as Field<Values>[];
  const base = Object.fromEntries(
    touched.map((field) => [field, field in edit.base ? edit.base[field] : theirs[field]]),
  ) as Partial<Values>;
  return { mine: { ...edit.mine, ...change }, base: { ...edit.base, ...base } };
}

/** What saving has to tell the server: the fields that are another than there. */
export function changesOf<Values extends object>(
  { mine }: Edit<Values>,
  theirs: Values,
): Partial<Values> {
  const changed = (Object.keys(mine) as Field<Values>[]).filter(
    (field) => !isSame(mine[field], theirs[field]),
  );
  return Object.fromEntries(changed.map((field) => [field, mine[field]])) as Partial<Values>;
}

/** Fields that were changed here and elsewhere, each to something else. */
export function conflictsOf<Values extends object>(
  { mine, base }: Edit<Values>,
  theirs: Values,
): readonly Field<Values>[] {
  return (Object.keys(mine) as Field<Values>[]).filter(
    (field) => !isSame(mine[field], theirs[field]) && !isSame(base[field], theirs[field]),
  );
}

export const keepMine = <Values extends object>(
  { mine, base }: Edit<Values>,
  theirs: Values,
  field: Field<Values>,
): Edit<Values> => ({ mine, base: { ...base, [field]: theirs[field] } });

export const takeTheirs = <Values extends object>(
  { mine, base }: Edit<Values>,
  field: Field<Values>,
): Edit<Values> => ({ mine: without(mine, field), base: without(base, field) });

/** Of one field: what is as the server has it is no edit. */
export const withField = <Values extends object, Name extends Field<Values>>(
  edit: Edit<Values>,
  theirs: Values,
  field: Name,
  value: Values[Name],
): Edit<Values> =>
  isSame(value, theirs[field])
    ? takeTheirs(edit, field)
    : withChange(edit, theirs, { [field]: value } as unknown as Partial<Values>);
