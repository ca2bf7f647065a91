/** Does a chat belong into a list: the server's filter, judged here. `undefined` is "ask the server". */
import type { ChatFilter, ChatTab, ChatView } from "../../client/operator/graphql";
import type { ChatRow } from "./events";

export type Verdict = boolean | undefined;

/** What a list asks for: all of it has to be so. */
export interface Criteria {
  filter?: ChatFilter | null;
  /** The filter of the saved view. */
  saved?: ChatFilter | null;
  view?: ChatView;
  tab?: ChatTab | null;
  /** The colleague of the view `OF_OPERATOR`. */
  operatorId?: string | null;
}

/** For whom and when it is judged. */
export interface Reader {
  operatorId: string;
  /** May they see the contacts' fields: without the permission those are absent from every row. */
  seesContacts: boolean;
  now: number;
  unread(chat: ChatRow): number | undefined;
}

export function matches(criteria: Criteria, chat: ChatRow, reader: Reader): Verdict {
  const isOthers = criteria.view === "OF_OPERATOR" && criteria.operatorId !== reader.operatorId;
  const who: Reader =
    isOthers && criteria.operatorId
      ? // What is unread for a colleague is not told.
        { ...reader, operatorId: criteria.operatorId, unread: () => undefined }
      : reader;
  return all([
    isLike(criteria.filter ?? {}, chat, who),
    isLike(criteria.saved ?? {}, chat, who),
    isLike(ofView(criteria.view ?? "ALL"), chat, who),
    isLike(criteria.tab ? ofTab(criteria.tab) : {}, chat, who),
  ]);
}

/** What a list of this kind asks for, for whoever it is. */
export function ofView(view: ChatView): ChatFilter {
  switch (view) {
    case "ALL":
      return {};
    case "MINE":
    case "OF_OPERATOR":
      return { isMine: true };
    case "OTHERS":
      return { isMine: false };
    case "UNASSIGNED":
      return { isUnassigned: true };
  }
}

export function ofTab(tab: ChatTab): ChatFilter {
  switch (tab) {
    case "NEW":
      return { status: ["NEW"], isSnoozed: false };
    case "ACTIVE":
      return { status: ["ACTIVE", "AWAITING_RESPONSE", "TRANSFERRED"], isSnoozed: false };
    case "COMPLETED":
      return { status: ["CLOSED"], isSnoozed: false };
    case "ARCHIVED":
      return { status: ["ARCHIVED"], isSnoozed: false };
    case "SNOOZED":
      return { status: ["NEW", "ACTIVE", "AWAITING_RESPONSE", "TRANSFERRED"], isSnoozed: true };
  }
}

type Given = { [Field in keyof ChatFilter]-?: NonNullable<ChatFilter[Field]> };
type Judge<Value> = (asked: Value, chat: ChatRow, reader: Reader) => Verdict;

/** One for each field of the filter: a field that is new in the schema does not compile without. */
const JUDGES: { [Field in keyof Given]: Judge<Given[Field]> } = {
  ids: (ids, chat) => ids.includes(chat.id),
  status: (list, chat) => list.includes(chat.status),
  waitingOn: (list, chat) => list.includes(chat.waitingOn),
  priority: (list, chat) => list.includes(chat.priority),
  channelIds: (ids, chat) => ids.includes(chat.channel.id),
  teamIds: (ids, chat) => isAmong(ids, chat.team?.id),
  operatorIds: (ids, chat) => ids.some((id) => isStaffedBy(chat, String(id))),
  labelIds: (ids, chat) => chat.labels.some(({ id }) => ids.includes(id)),
  closeReasonIds: (ids, chat) => isAmong(ids, chat.closeReason?.id),
  externalIds: (ids, chat) => chat.references.some(({ externalId }) => ids.includes(externalId)),
  referenceKindIds: (ids, chat) => chat.references.some(({ kind }) => ids.includes(kind.id)),
  contactRoles: (roles, { contact }, { seesContacts }) =>
    roles.length === 0 ? false : seesContacts ? isAmong(roles, contact.role) : undefined,
  languages: (languages, { language, contact }, { seesContacts }) =>
    languages.length === 0
      ? false
      : language !== null
        ? isSpoken(languages, language)
        : seesContacts
          ? isSpoken(languages, contact.locale)
          : undefined,
  // Rows carry neither the contact's attributes nor the chat's.
  attribute: () => undefined,
  chatAttribute: () => undefined,
  // Another contact may have been united with this one.
  contactId: (id, { contact }) => contact.id === id || undefined,
  isMine: (asked, chat, { operatorId }) => isStaffedBy(chat, operatorId) === asked,
  isUnassigned: (asked, chat) =>
    (chat.operator === null && chat.participants.length === 0) === asked,
  isUnread: (asked, chat, { unread }) => {
    const count = chat.inboundCount === 0 ? 0 : unread(chat);
    return count === undefined ? undefined : count > 0 === asked;
  },
  isSnoozed: (asked, chat) => (chat.snoozedUntil !== null) === asked,
  isEscalated: (asked, chat) => chat.escalationLevel > 0 === asked,
  isExample: (asked, chat) => (chat.example !== null) === asked,
  createdFrom: (from, chat) => isFrom(chat.createdAt, from),
  createdTo: (to, chat) => isBefore(chat.createdAt, to),
  closedFrom: (from, chat) => isFrom(chat.closedAt, from),
  closedTo: (to, chat) => isBefore(chat.closedAt, to),
  lastMessageFrom: (from, chat) => isFrom(chat.lastMessageAt, from),
  lastMessageTo: (to, chat) => isBefore(chat.lastMessageAt, to),
  withinLastMs: (span, chat, { now }) => Date.parse(chat.lastMessageAt) >= now - span,
  and: (filters, chat, reader) => all(filters.map((one) => isLike(one, chat, reader))),
  or: (filters, chat, reader) => any(filters.map((one) => isLike(one, chat, reader))),
  not: (filter, chat, reader) => not(isLike(filter, chat, reader)),
};

function isLike(filter: ChatFilter, chat: ChatRow, reader: Reader): Verdict {
  const asked = Object.entries(filter).filter(([, value]) => value !== null && value !== undefined);
  return all(
    asked.map(([field, value]) => {
      const judge = JUDGES[field as keyof Given] as Judge<unknown> | undefined;
      // A saved view may know a condition that this release does not.
      return judge?.(value, chat, reader);
    }),
  );
}

function all(verdicts: Verdict[]): Verdict {
  if (verdicts.includes(false)) {
    return false;
  }
  return verdicts.includes(undefined) ? undefined : true;
}

function any(verdicts: Verdict[]): Verdict {
  if (verdicts.includes(true)) {
    return true;
  }
  return verdicts.includes(undefined) ? undefined : false;
}

function not(verdict: Verdict): Verdict {
  return verdict === undefined ? undefined : !verdict;
}

function isAmong(list: readonly (string | number)[], value: string | null | undefined): boolean {
  return value !== null && value !== undefined && list.includes(value);
}

/** Is it one of these, in whichever country: the filter names none. */
function isSpoken(languages: readonly string[], tag: string | null): boolean {
  const spoken = tag?.toLowerCase().split(/[-_]/)[0];
  return languages.some((language) => language.toLowerCase() === spoken);
}

function isStaffedBy(chat: ChatRow, operatorId: string): boolean {
  return (
    chat.operator?.id === operatorId ||
    chat.participants.some(({ operator }) => operator.id === operatorId)
  );
}

function isFrom(at: string | null, from: string): boolean {
  return at !== null && Date.parse(at) >= Date.parse(from);
}

function isBefore(at: string | null, to: string): boolean {
  return at !== null && Date.parse(at) < Date.parse(to);
}
