/** What the words that are being typed may be completed to: an operator's name, or what can stand behind it. Pure. */
import {
  OPERATORS,
  type Operator,
  type SearchQuery,
  typedAtEnd,
  withCondition,
} from "../../search";

export interface Completion {
  id: string;
  /** What the query is with it. */
  query: SearchQuery;
  name: Operator;
  /** None for the operator alone. */
  value: string | undefined;
}

/** So many are shown at once. */
const MOST = 8;

type Values = Readonly<Record<Operator, readonly { value: string; text: string }[]>>;

export function completions(query: SearchQuery, values: Values): readonly Completion[] {
  const typed = typedAtEnd(query.words);
  if (!typed) {
    return [];
  }
  const { before, isExcluded, name, part } = typed;
  const wanted = part.toLocaleLowerCase();
  if (name) {
    return values[name]
      .filter(({ value, text }) => [value, text].some((one) => isLike(one, wanted)))
      .slice(0, MOST)
      .map(({ value }) => ({
        id: `${name}:${value}`,
        name,
        value,
        query: {
          conditions: withCondition(query.conditions, { name, value, isExcluded }),
          words: before,
        },
      }));
  }
  return OPERATORS.filter((one) => one.startsWith(wanted)).map((one) => ({
    id: `${one}:`,
    name: one,
    value: undefined,
    query: { ...query, words: `${before}${isExcluded ? "-" : ""}${one}:` },
  }));
}

/** A word of it begins like this. */
function isLike(text: string, wanted: string): boolean {
  const low = text.toLocaleLowerCase();
  return low.startsWith(wanted) || low.split(/\s+/).some((word) => word.startsWith(wanted));
}
