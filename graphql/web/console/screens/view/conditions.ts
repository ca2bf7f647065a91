/** A chat filter as lines that people read, and back. What cannot be said in lines is told by `undefined`. Pure. */
import type { ChatFilter } from "../../../client/operator/graphql";

/** How the value of a field is chosen. */
export const FIELDS = {
  status: "choices",
  waitingOn: "choices",
  priority: "choices",
  labelIds: "choices",
  teamIds: "choices",
  operatorIds: "choices",
  channelIds: "choices",
  contactRoles: "choices",
  languages: "choices",
  closeReasonIds: "choices",
  referenceKindIds: "choices",
  externalIds: "texts",
  isMine: "yes",
  isUnassigned: "yes",
  isUnread: "yes",
  isSnoozed: "yes",
  isEscalated: "yes",
  isExample: "yes",
  withinLastMs: "span",
  lastMessageFrom: "time",
  lastMessageTo: "time",
  createdFrom: "time",
  createdTo: "time",
  closedFrom: "time",
  closedTo: "time",
  attribute: "pair",
  chatAttribute: "pair",
} as const satisfies Partial<Record<keyof ChatFilter, string>>;

export type FieldName = keyof typeof FIELDS;

export interface Condition {
  field: FieldName;
  /** As the filter has it. */
  value: unknown;
  isNot: boolean;
}

export interface Conditions {
  /** All of them have to be so, or any one. */
  mode: "all" | "any";
  list: readonly Condition[];
}

const isField = (name: string): name is FieldName => name in FIELDS;

/** Nothing asked: absent, or a null that the server stores. */
const said = (filter: Record<string, unknown>) =>
  Object.entries(filter).filter(([, value]) => value !== null && value !== undefined);

function conditionOf(filter: Record<string, unknown>): Condition | undefined {
  const [first, ...others] = said(filter);
  if (!first || others.length > 0) {
    return undefined;
  }
  const [name, value] = first;
  if (name === "not") {
    const inner = conditionOf(value as Record<string, unknown>);
    return inner && { ...inner, isNot: !inner.isNot };
  }
  return isField(name) ? { field: name, value, isNot: false } : undefined;
}

export function readFilter(filter: unknown): Conditions | undefined {
  if (typeof filter !== "object" || filter === null) {
    return undefined;
  }
  const parts = said(filter as Record<string, unknown>);
  const any = parts.find(([name]) => name === "or");
  if (any && parts.length > 1) {
    return undefined;
  }
  const singles = (
    any
      ? (any[1] as Record<string, unknown>[])
      : parts.flatMap(([name, value]) =>
          name === "and" ? (value as Record<string, unknown>[]) : [{ [name]: value }],
        )
  ).map(conditionOf);
  const list = singles.filter((one) => one !== undefined);
  return list.length === singles.length ? { mode: any ? "any" : "all", list } : undefined;
}

export function writeFilter({ mode, list }: Conditions): ChatFilter {
  const singles = list.map(({ field, value, isNot }): ChatFilter => {
    const one = { [field]: value };
    return isNot ? { not: one } : one;
  });
  if (mode === "any" && singles.length > 1) {
    return { or: singles };
  }
  const fields = list.map(({ field }) => field);
  const isFlat = list.every(({ isNot }) => !isNot) && new Set(fields).size === fields.length;
  return isFlat ? Object.assign({}, ...singles) : { and: singles };
}

/** What a line begins with when its field is chosen. */
export function firstValue(field: FieldName): unknown {
  switch (FIELDS[field]) {
    case "choices":
    case "texts":
      return [];
    case "yes":
      return true;
    case "span":
      return 86_400_000;
    case "pair":
      return { key: "", value: "" };
    case "time":
      return "";
  }
}

/** Says nothing yet: the server is not asked with it. */
export function isBlank({ field, value }: Condition): boolean {
  switch (FIELDS[field]) {
    case "choices":
    case "texts":
      return (value as unknown[]).length === 0;
    case "time":
      return value === "";
    case "pair": {
      const pair = value as { key: string; value: string };
      return pair.key === "" || pair.value === "";
    }
    default:
      return false;
  }
}

export const withoutBlank = ({ mode, list }: Conditions): Conditions => ({
  mode,
  list: list.filter((one) => !isBlank(one)),
});
