/** Which of the desk's own names was meant by one that it does not have. Pure. */
import { type Condition, nearest, type Operator, type SearchQuery } from "../../search";

export interface Meant {
  instead: Condition;
  query: SearchQuery;
}

/** Operators whose values the desk knows all of. */
const NAMED: readonly Operator[] = [
  "from",
  "has",
  "operator",
  "channel",
  "status",
  "label",
  "role",
  "priority",
];

type Values = Readonly<Record<Operator, readonly { value: string; text: string }[]>>;

export function meant(query: SearchQuery, values: Values): readonly Meant[] {
  return query.conditions.flatMap((condition) => {
    const { name, value } = condition;
    const typed = value.toLowerCase();
    const names = values[name];
    const isKnown = names.some((one) =>
      [one.value, one.text].some((is) => is.toLowerCase() === typed),
    );
    if (isKnown || !NAMED.includes(name)) {
      return [];
    }
    const near = nearest(
      value,
      names.flatMap((one) => [one.value, one.text]),
    );
    const found = names.find((one) => one.value === near || one.text === near);
    if (!found) {
      return [];
    }
    const instead = { ...condition, value: found.value };
    const conditions = query.conditions.map((one) => (one === condition ? instead : one));
    return [{ instead, query: { ...query, conditions } }];
  });
}
