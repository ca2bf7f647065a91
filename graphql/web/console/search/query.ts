/** The language of the search, cut as the server cuts it: words, "phrases", and operators such as `label:"late payment"`. Pure. */

export const OPERATORS = [
  "from",
  "operator",
  "channel",
  "status",
  "label",
  "role",
  "lang",
  "priority",
  "ref",
  "has",
  "before",
  "after",
] as const;
export type Operator = (typeof OPERATORS)[number];

/** What a query asks besides words. */
export interface Condition {
  name: Operator;
  value: string;
  isExcluded: boolean;
}

export interface SearchQuery {
  conditions: readonly Condition[];
  /** The rest as it was typed, with its quotes and exclusions. */
  words: string;
}

/** Of these one cannot ask the opposite, and one holds at a time: a later one stands for an earlier. */
const SINGLE: readonly Operator[] = ["from", "before", "after"];
const WITHOUT_OPPOSITE: readonly Operator[] = [...SINGLE, "has"];

const PART = /-?"[^"]*"?|\S*?:"[^"]*"?|\S+/g;

export function readQuery(text: string): SearchQuery {
  return cut(text, text.length + 1);
}

/** As `readQuery`, but what is still being typed at the end stays among the words. */
export function readTyped(text: string): SearchQuery {
  return cut(text, text.length);
}

function cut(text: string, before: number): SearchQuery {
  let conditions: readonly Condition[] = [];
  const words: string[] = [];
  for (const { 0: part, index } of text.matchAll(PART)) {
    const isDone = index + part.length < before || /:".*"$/.test(part);
    const condition = isDone ? conditionOf(part) : undefined;
    if (condition) {
      conditions = withCondition(conditions, condition);
    } else {
      words.push(part);
    }
  }
  const isParted = /\s$/.test(text) && words.length > 0 && !conditionOf(text.trim());
  return { conditions, words: words.join(" ") + (isParted ? " " : "") };
}

function conditionOf(part: string): Condition | undefined {
  if (/^-?"/.test(part)) {
    return undefined;
  }
  const [, minus, name = "", told = ""] = /^(-?)([^:]*):(.+)$/s.exec(part) ?? [];
  const known = OPERATORS.find((one) => one === name.toLowerCase());
  const value = told.replace(/^"+|"+$/g, "");
  const isExcluded = minus === "-";
  return known && value !== "" && !(isExcluded && WITHOUT_OPPOSITE.includes(known))
    ? { name: known, value, isExcluded }
    : undefined;
}

export function withCondition(
  conditions: readonly Condition[],
  condition: Condition,
): readonly Condition[] {
  const isOther = (one: Condition) =>
    !isSame(one, condition) && !(SINGLE.includes(condition.name) && one.name === condition.name);
  return [...conditions.filter(isOther), condition];
}

export const isSame = (one: Condition, other: Condition): boolean =>
  one.name === other.name && one.value === other.value && one.isExcluded === other.isExcluded;

export function writeCondition({ name, value, isExcluded }: Condition): string {
  return `${isExcluded ? "-" : ""}${name}:${/\s/.test(value) ? `"${value}"` : value}`;
}

export function writeQuery({ conditions, words }: SearchQuery): string {
  return [...conditions.map(writeCondition), words.trim()].filter((part) => part !== "").join(" ");
}

/** The operator that is being typed at the end, with the beginning of its value. */
export interface Typed {
  /** What comes before it. */
  before: string;
  isExcluded: boolean;
  /** None while its name is not whole. */
  name: Operator | undefined;
  part: string;
}

export function typedAtEnd(words: string): Typed | undefined {
  const [, before = "", minus, last = ""] =
    /^(.*?)(-?)((?:[^\s":]*:"[^"]*)|(?:[^\s"]+))$/s.exec(words) ?? [];
  if (last === "" || (before !== "" && !/\s$/.test(before))) {
    return undefined;
  }
  const [, name = "", value = ""] = /^([^:]*):"?(.*)$/s.exec(last) ?? [];
  const known = OPERATORS.find((one) => one === name.toLowerCase());
  if (last.includes(":") && !known) {
    return undefined;
  }
  return { before, isExcluded: minus === "-", name: known, part: known ? value : last };
}

/** The name that is most like what was typed, where one is like it enough to have been meant. */
export function nearest(typed: string, names: readonly string[]): string | undefined {
  const wanted = typed.toLocaleLowerCase();
  const most = Math.max(1, Math.floor(wanted.length / 3));
  const near = names
    .map((name) => ({ name, steps: steps(wanted, name.toLocaleLowerCase(), most) }))
    .filter(({ steps }) => steps <= most)
    .sort((one, other) => one.steps - other.steps);
  return near[0]?.name;
}

/** How many letters have to be put in, taken out or changed; a beginning takes none. */
function steps(from: string, to: string, most: number): number {
  if (to.startsWith(from)) {
    return 0;
  }
  if (Math.abs(from.length - to.length) > most) {
    return most + 1;
  }
  let row = Array.from({ length: to.length + 1 }, (_, place) => place);
  for (const [place, letter] of [...from].entries()) {
    const next = [place + 1];
    for (let column = 0; column < to.length; column += 1) {
      const kept = (row[column] ?? 0) + (to[column] === letter ? 0 : 1);
      next.push(Math.min(kept, (row[column + 1] ?? 0) + 1, (next[column] ?? 0) + 1));
    }
    row = next;
  }
  return row[to.length] ?? most + 1;
}
