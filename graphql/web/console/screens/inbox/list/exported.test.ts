import { describe, expect, it } from "vitest";
import { type Criteria, matches, type Reader } from "../../../live/matches";
import { chat, NOON, operator, operatorId } from "../../../live/testing/rows";
import { exportedFilter } from "./exported";

const reader: Reader = {
  operatorId: operatorId(1),
  seesContacts: true,
  now: Date.parse(NOON),
  unread: ({ inboundCount }) => inboundCount,
};
const ROWS = [
  chat(1),
  chat(2, { operator: operator(1), status: "ACTIVE" }),
  chat(3, { operator: operator(2), status: "ACTIVE", priority: "URGENT" }),
  chat(4, { operator: operator(2), status: "CLOSED" }),
  chat(5, { status: "CLOSED", priority: "URGENT", inboundCount: 0 }),
  chat(6, { operator: operator(1), status: "ACTIVE", snoozedUntil: NOON, priority: "URGENT" }),
];
const ids = (criteria: Criteria) =>
  ROWS.filter((row) => matches(criteria, row, reader)).map(({ number }) => number);

describe("an export has what the list shows", () => {
  const lists: [string, Criteria, number[]][] = [
    ["all", {}, [1, 2, 3, 4, 5, 6]],
    ["a filter", { filter: { priority: ["URGENT"] } }, [3, 5, 6]],
    ["a tab", { tab: "ACTIVE" }, [2, 3]],
    ["my own", { view: "MINE", tab: "SNOOZED" }, [6]],
    ["nobody's", { view: "UNASSIGNED" }, [1, 5]],
    ["others'", { view: "OTHERS", tab: "COMPLETED" }, [4, 5]],
    ["unread", { filter: { isUnread: true }, tab: "COMPLETED" }, [4]],
    ["a colleague's", { view: "OF_OPERATOR", operatorId: operatorId(2) }, [3, 4]],
    ["a view", { saved: { priority: ["URGENT"] } }, [3, 5, 6]],
    [
      "a view within a filter of the same field",
      { saved: { status: ["ACTIVE"], and: [{ isSnoozed: false }] }, filter: { status: ["NEW"] } },
      [],
    ],
    [
      "a view within a tab and a list",
      { saved: { or: [{ isMine: true }, { priority: ["URGENT"] }] }, tab: "ACTIVE", view: "MINE" },
      [2],
    ],
  ];

  for (const [name, criteria, wanted] of lists) {
    it(name, () => {
      const filter = exportedFilter(criteria);
      expect(filter).toBeDefined();
      expect(ids(criteria)).toEqual(wanted);
      expect(ids({ filter })).toEqual(wanted);
    });
  }

  it("has no more levels than the saved view", () => {
    const saved = { and: [{ or: [{ not: { isMine: true } }] }] };
    expect(exportedFilter({ saved, tab: "NEW" })).toEqual({
      and: [...saved.and, { status: ["NEW"], isSnoozed: false }],
    });
  });

  it("is none where the view is another for a colleague", () => {
    const colleague = { view: "OF_OPERATOR", operatorId: operatorId(2) } as const;
    expect(exportedFilter({ ...colleague, saved: { not: { isMine: true } } })).toBeUndefined();
    expect(exportedFilter({ ...colleague, saved: { isUnread: false } })).toBeUndefined();
  });
});
