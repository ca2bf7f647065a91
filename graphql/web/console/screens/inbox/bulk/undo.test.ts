import { describe, expect, it } from "vitest";
import { type Before, undoOf } from "./undo";

const chat = (id: string, change: Partial<Before> = {}): Before => ({
  id,
  labels: [],
  operator: null,
  unread: 0,
  ...change,
});

describe("what takes an act on many back", () => {
  it("takes a label only from those that it has come to", () => {
    const done = [chat("1"), chat("2", { labels: [{ id: "l" }] }), chat("3")];
    expect(undoOf({ labelId: "l" }, done)).toEqual({
      acts: [{ chatIds: ["1", "3"], act: { unlabelId: "l" } }],
      reopened: [],
    });
  });

  it("gives each chat back to whom it was taken from, or to nobody", () => {
    const done = [
      chat("1", { operator: { id: "ana" } }),
      chat("2"),
      chat("3", { operator: { id: "ana" } }),
      chat("4", { operator: { id: "ben" } }),
    ];
    expect(undoOf({ assign: { operatorId: "ben" } }, done)).toEqual({
      acts: [
        { chatIds: ["1", "3"], act: { assign: { operatorId: "ana" } } },
        { chatIds: ["2"], act: { assign: { operatorId: null } } },
      ],
      reopened: [],
    });
  });

  it("makes those unread that were", () => {
    expect(undoOf({ isRead: true }, [chat("1", { unread: 2 }), chat("2")])).toEqual({
      acts: [{ chatIds: ["1"], act: { isRead: false } }],
      reopened: [],
    });
  });

  it("opens again what was closed", () => {
    expect(undoOf({ closeReasonId: "solved" }, [chat("1"), chat("2")])).toEqual({
      acts: [],
      reopened: ["1", "2"],
    });
  });

  it("offers nothing where nothing was changed or can be taken back", () => {
    expect(undoOf({ templateId: "t" }, [chat("1")])).toBeUndefined();
    expect(undoOf({ labelId: "l" }, [chat("1", { labels: [{ id: "l" }] })])).toBeUndefined();
    expect(undoOf({ closeReasonId: "solved" }, [])).toBeUndefined();
  });
});
