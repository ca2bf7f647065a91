/** Where one is in the inbox: all of it stands in the address, so that Back works and a link shows the same. */
import type {
  ChatFilter,
  ChatOrder,
  ChatPriority,
  ChatStatus,
  ChatTab,
} from "../../../client/operator/graphql";

export const HOME = "/inbox";

export const TABS = ["open", "new", "active", "done", "snoozed", "archived"] as const;
export type Tab = (typeof TABS)[number];

export const LISTS = ["all", "mine", "unread", "unassigned", "colleague"] as const;
export type List = (typeof LISTS)[number];

export const FILTERS = [
  "status",
  "priority",
  "channel",
  "team",
  "operator",
  "label",
  "role",
  "language",
  "from",
  "to",
] as const;
export type FilterName = (typeof FILTERS)[number];

/** Orders by what the address calls them; the first is the usual one. */
export const ORDERS = {
  latest: "LAST_MESSAGE",
  waiting: "WAITING_LONGEST",
  created: "CREATED",
  name: "CONTACT_NAME",
  "-name": "CONTACT_NAME_DESC",
} as const satisfies Record<string, ChatOrder>;
export type OrderName = keyof typeof ORDERS;

/** So many chats are kept open beside one another. */
export const MOST_KEPT = 8;

export interface Place {
  /** The open chat's number. */
  chat: number | undefined;
  /** Chats kept at hand as tabs over the messages. */
  kept: readonly number[];
  /** The message that a link leads to. */
  message: string | undefined;
  tab: Tab;
  list: List;
  /** Of the list `colleague`: whose. */
  colleague: string | undefined;
  view: string | undefined;
  order: OrderName | undefined;
  filters: Readonly<Partial<Record<FilterName, readonly string[]>>>;
}

const oneOf = <Value extends string>(all: readonly Value[], told: string | null, usual: Value) =>
  all.find((one) => one === told) ?? usual;

const numbers = (told: string | null) =>
  (told ?? "")
    .split(",")
    .map(Number)
    .filter((one) => Number.isSafeInteger(one) && one > 0);

export function readPlace(path: string, search: string): Place {
  const told = new URLSearchParams(search);
  const [chat] = numbers(/^\/inbox\/(\d+)$/.exec(path)?.[1] ?? null);
  const filters = Object.fromEntries(
    FILTERS.flatMap((name) => {
      const values = told.getAll(name).filter((value) => value !== "");
      return values.length > 0 ? [[name, values]] : [];
    }),
  );
  const colleague = told.get("colleague") ?? undefined;
  return {
    chat,
    kept: [...new Set(numbers(told.get("chats")))].slice(0, MOST_KEPT),
    message: told.get("message") ?? undefined,
    tab: oneOf(TABS, told.get("tab"), "open"),
    list: colleague ? "colleague" : oneOf(LISTS.slice(0, -1), told.get("list"), "all"),
    colleague,
    view: told.get("view") ?? undefined,
    order: Object.keys(ORDERS).find((name) => name === told.get("order")) as OrderName | undefined,
    filters,
  };
}

export function writePlace(place: Place): string {
  const { chat, kept, message, tab, list, colleague, view, order, filters } = place;
  const told = new URLSearchParams();
  const tell = (name: string, value: string | undefined, usual?: string) => {
    if (value !== undefined && value !== usual) {
      told.append(name, value);
    }
  };
  tell("view", view);
  tell("tab", tab, "open");
  tell("list", list === "colleague" ? undefined : list, "all");
  tell("colleague", colleague);
  tell("order", order);
  for (const name of FILTERS) {
    for (const value of filters[name] ?? []) {
      tell(name, value);
    }
  }
  tell("chats", kept.join(",") || undefined);
  tell("message", message);
  const search = told.toString();
  return `${HOME}${chat === undefined ? "" : `/${chat}`}${search === "" ? "" : `?${search}`}`;
}

const TAB_OF: Partial<Record<Tab, ChatTab>> = {
  new: "NEW",
  active: "ACTIVE",
  done: "COMPLETED",
  snoozed: "SNOOZED",
  archived: "ARCHIVED",
};

const OPEN: ChatFilter = {
  status: ["NEW", "ACTIVE", "AWAITING_RESPONSE", "TRANSFERRED"],
  isSnoozed: false,
};

/** What the server is asked for. A day given without its end ends with itself, by the reader's clock. */
export function criteriaOf(place: Place, viewOrder?: ChatOrder) {
  const { tab, list, colleague, filters, order } = place;
  const [from] = filters.from ?? [];
  const [to] = filters.to ?? [];
  const filter: ChatFilter = {
    ...(tab === "open" && OPEN),
    ...(filters.status && { status: filters.status as ChatStatus[] }),
    ...(filters.priority && { priority: filters.priority as ChatPriority[] }),
    ...(filters.channel && { channelIds: [...filters.channel] }),
    ...(filters.team && { teamIds: [...filters.team] }),
    ...(filters.operator && { operatorIds: [...filters.operator] }),
    ...(filters.label && { labelIds: [...filters.label] }),
    ...(filters.role && { contactRoles: [...filters.role] }),
    ...(filters.language && { languages: [...filters.language] }),
    ...(from && { lastMessageFrom: dayBegin(from, 0) }),
    ...(to && { lastMessageTo: dayBegin(to, 1) }),
    ...(list === "unread" && { isUnread: true }),
  };
  return {
    filter,
    view:
      ({ mine: "MINE", unassigned: "UNASSIGNED", colleague: "OF_OPERATOR" } as const)[
        list as "mine"
      ] ?? ("ALL" as const),
    ...(colleague && { operatorId: colleague }),
    ...(TAB_OF[tab] && { tab: TAB_OF[tab] }),
    order: order ? ORDERS[order] : (viewOrder ?? "LAST_MESSAGE"),
  };
}

function dayBegin(day: string, after: number): string {
  const [year = 0, month = 1, date = 1] = day.split("-").map(Number);
  return new Date(year, month - 1, date + after).toISOString();
}

/** By what the address calls the order that holds. */
export function orderOf({ order }: Place, viewOrder?: ChatOrder): OrderName {
  const used = (Object.keys(ORDERS) as OrderName[]).find((name) => ORDERS[name] === viewOrder);
  return order ?? used ?? "latest";
}

/** The same place with this value of a filter, or without it. */
export function withFilter(place: Place, name: FilterName, values: readonly string[]): Place {
  const { [name]: _, ...others } = place.filters;
  return { ...place, filters: values.length > 0 ? { ...others, [name]: values } : others };
}

export const countFilters = ({ filters }: Place): number =>
  Object.values(filters).reduce((sum, values) => sum + values.length, 0);
