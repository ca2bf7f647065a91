import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import type { ChatFilter } from "../../client/operator/graphql";
import type { ChatRow } from "./events";
import { type Criteria, matches, type Reader, type Verdict } from "./matches";
import { at, chat, NOON, operator, operatorId } from "./testing/rows";

const ME = operatorId(1);

const reader = (own: Partial<Reader> = {}): Reader => ({
  operatorId: ME,
  seesContacts: true,
  now: Date.parse(NOON) + 1000,
  unread: ({ inboundCount }) => inboundCount,
  ...own,
});

const label = { __typename: "Label", id: "label_0000000000001", name: "payout", color: "BLUE" };
const mine = { operator: operator(1) };
const joined = { operator: operator(2), participants: [{ operator: operator(1) }] };
const payment = {
  references: [{ externalId: "TX-1", kind: { id: "reference_kind_0000000000001" } }],
};
const ukrainian = { contact: { ...chat(1).contact, locale: "uk_UA", role: "Merchant" } };

describe("the filter", () => {
  const rows: [ChatFilter, Record<string, unknown>, Verdict][] = [
    [{}, {}, true],
    [{ ids: [chat(1).id] }, {}, true],
    [{ ids: [] }, {}, false],
    [{ status: ["NEW", "ACTIVE"] }, {}, true],
    [{ status: ["CLOSED"] }, {}, false],
    [{ status: null }, {}, true],
    [{ priority: ["URGENT"] }, { priority: "URGENT" }, true],
    [{ waitingOn: ["CUSTOMER"] }, {}, false],
    [{ channelIds: [chat(1).channel.id] }, {}, true],
    [{ teamIds: ["team_0000000000001"] }, {}, false],
    [{ not: { teamIds: ["team_0000000000001"] } }, {}, true],
    [{ operatorIds: [ME] }, mine, true],
    [{ operatorIds: [ME] }, joined, true],
    [{ operatorIds: [ME] }, {}, false],
    [{ labelIds: [label.id] }, { labels: [label] }, true],
    [{ labelIds: [label.id] }, {}, false],
    [{ closeReasonIds: ["close_reason_0000000000001"] }, {}, false],
    [{ externalIds: ["TX-1"] }, payment, true],
    [{ referenceKindIds: ["reference_kind_0000000000001"] }, payment, true],
    [{ referenceKindIds: ["reference_kind_0000000000001"] }, {}, false],
    [{ contactRoles: ["Merchant"] }, ukrainian, true],
    [{ contactRoles: ["merchant"] }, ukrainian, false],
    [{ languages: ["UK"] }, ukrainian, true],
    [{ languages: ["u"] }, ukrainian, false],
    [{ languages: [] }, ukrainian, false],
    [{ languages: ["uk"] }, { ...ukrainian, language: "de-AT" }, false],
    [{ languages: ["de"] }, { ...ukrainian, language: "de-AT" }, true],
    [{ languages: ["DE"] }, { language: "de" }, true],
    [{ languages: ["de"] }, {}, false],
    [{ contactId: chat(1).contact.id }, {}, true],
    [{ contactId: "contact_0000000000099" }, {}, undefined],
    [{ attribute: { key: "plan", value: "gold" } }, {}, undefined],
    [{ chatAttribute: { key: "amount", value: "10" } }, {}, undefined],
    [{ isMine: true }, joined, true],
    [{ isMine: false }, joined, false],
    [{ isUnassigned: true }, {}, true],
    [{ isUnassigned: false }, joined, true],
    [{ isUnread: true }, {}, true],
    [{ isUnread: false }, { inboundCount: 0 }, true],
    [{ isSnoozed: true }, { snoozedUntil: at(9) }, true],
    [{ isEscalated: true }, { escalationLevel: 1 }, true],
    [{ isExample: false }, {}, true],
    [{ createdFrom: at(1) }, {}, true],
    [{ createdTo: at(1) }, {}, false],
    [{ closedFrom: at(0) }, {}, false],
    [{ not: { closedFrom: at(0) } }, {}, true],
    [{ lastMessageFrom: "2026-11-27T14:00:00.001+02:00" }, {}, true],
    [{ lastMessageTo: at(2) }, {}, true],
    [{ withinLastMs: 999 }, {}, true],
    [{ withinLastMs: 998 }, {}, false],
    [{ and: [] }, {}, true],
    [{ or: [] }, {}, false],
    [{ or: [{ status: ["CLOSED"] }, { isMine: true }] }, mine, true],
    [{ and: [{ status: ["NEW"] }, { isMine: true }] }, {}, false],
    [{ not: {} }, {}, false],
  ];
  it.each(rows)("%j of %j is %s", (filter, own, expected) => {
    expect(matches({ filter }, chat(1, own), reader())).toBe(expected);
  });

  const doubt: ChatFilter = { attribute: { key: "plan", value: "gold" } };
  it.each<[ChatFilter, Verdict]>([
    [{ and: [doubt, { status: ["CLOSED"] }] }, false],
    [{ and: [doubt, {}] }, undefined],
    [{ or: [doubt, {}] }, true],
    [{ or: [doubt, { status: ["CLOSED"] }] }, undefined],
    [{ not: doubt }, undefined],
    [{ ...doubt, status: ["CLOSED"] }, false],
  ])("judges %j as far as it can: %s", (filter, expected) => {
    expect(matches({ filter }, chat(1), reader())).toBe(expected);
  });

  it("asks the server about contacts of which the reader sees no more than the name", () => {
    const blind = reader({ seesContacts: false });
    expect(matches({ filter: { contactRoles: ["Merchant"] } }, chat(1), blind)).toBeUndefined();
    const filter = { languages: ["uk"] };
    expect(matches({ filter }, chat(1), blind)).toBeUndefined();
    expect(matches({ filter }, chat(1, { language: "uk" }), blind)).toBe(true);
  });

  it("asks the server how far a chat was read where nobody has said it", () => {
    const unknown = reader({ unread: () => undefined });
    expect(matches({ filter: { isUnread: true } }, chat(1), unknown)).toBeUndefined();
  });

  it("asks the server about a condition that only a newer release knows", () => {
    const saved = { isOnFire: true } as ChatFilter;
    expect(matches({ saved }, chat(1), reader())).toBeUndefined();
  });
});

/** What the server is held against, too: `tests/tests/all/screens/lists.rs`. */
const TABLE = new URL("../../../../tests/tests/all/screens/filters.json", import.meta.url);

describe("the table of filters", () => {
  const rows: { filter: ChatFilter; chat: Partial<ChatRow>; answer: boolean }[] = JSON.parse(
    readFileSync(TABLE, "utf8"),
  );
  it.each(rows)("$filter of $chat is $answer", ({ filter, chat: own, answer }) => {
    const closedAt = own.status === "CLOSED" ? NOON : null;
    expect(matches({ filter }, chat(1, { closedAt, ...own }), reader())).toBe(answer);
  });
});

describe("lists and tabs", () => {
  it.each<[Criteria, Record<string, unknown>, boolean]>([
    [{ view: "MINE" }, mine, true],
    [{ view: "OTHERS" }, mine, false],
    [{ view: "UNASSIGNED" }, {}, true],
    [{ view: "OF_OPERATOR", operatorId: operatorId(2) }, joined, true],
    [{ view: "OF_OPERATOR", operatorId: operatorId(3) }, joined, false],
    [{ tab: "NEW" }, {}, true],
    [{ tab: "NEW" }, { snoozedUntil: at(9) }, false],
    [{ tab: "SNOOZED" }, { snoozedUntil: at(9) }, true],
    [{ tab: "ACTIVE" }, { status: "AWAITING_RESPONSE" }, true],
    [{ tab: "COMPLETED" }, { status: "CLOSED" }, true],
    [{ tab: "ARCHIVED" }, { status: "CLOSED" }, false],
  ])("%j of %j is %s", (criteria, own, expected) => {
    expect(matches(criteria, chat(1, own), reader())).toBe(expected);
  });

  it("of a colleague ask the server what is unread for them", () => {
    const criteria: Criteria = {
      view: "OF_OPERATOR",
      operatorId: operatorId(2),
      filter: { isUnread: true },
    };
    expect(matches(criteria, chat(1, joined), reader())).toBeUndefined();
  });
});
