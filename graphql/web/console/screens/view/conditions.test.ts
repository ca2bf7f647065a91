import { describe, expect, it } from "vitest";
import { type Conditions, readFilter, withoutBlank, writeFilter } from "./conditions";

const there = (conditions: Conditions) => readFilter(writeFilter(conditions));

describe("a filter as lines", () => {
  it("is read from fields beside one another, without what is not asked", () => {
    expect(readFilter({ status: ["NEW"], isUnread: true, labelIds: null })).toEqual({
      mode: "all",
      list: [
        { field: "status", value: ["NEW"], isNot: false },
        { field: "isUnread", value: true, isNot: false },
      ],
    });
  });

  it("is written flat as long as it can be", () => {
    const list = [
      { field: "status", value: ["NEW"], isNot: false },
      { field: "withinLastMs", value: 3_600_000, isNot: false },
    ] as const;
    expect(writeFilter({ mode: "all", list })).toEqual({
      status: ["NEW"],
      withinLastMs: 3_600_000,
    });
  });

  it("comes back as it went: negated, twice the same field, any of them", () => {
    const list = [
      { field: "labelIds", value: ["label_1"], isNot: false },
      { field: "labelIds", value: ["label_2"], isNot: true },
    ] as const;
    for (const mode of ["all", "any"] as const) {
      expect(there({ mode, list })).toEqual({ mode, list });
    }
  });

  it("asks for nothing where there is no line", () => {
    expect(writeFilter({ mode: "any", list: [] })).toEqual({});
    expect(readFilter({})).toEqual({ mode: "all", list: [] });
  });

  it("is no lines where it goes deeper, or says what no line can", () => {
    expect(readFilter({ or: [{ status: ["NEW"], isUnread: true }] })).toBeUndefined();
    expect(readFilter({ or: [{ isMine: true }], status: ["NEW"] })).toBeUndefined();
    expect(readFilter({ contactId: "contact_1" })).toBeUndefined();
    expect(readFilter({ not: { or: [{ isMine: true }] } })).toBeUndefined();
    expect(readFilter(null)).toBeUndefined();
  });

  it("leaves out lines that say nothing yet", () => {
    const list = [
      { field: "status", value: [], isNot: false },
      { field: "attribute", value: { key: "plan", value: "" }, isNot: false },
      { field: "isMine", value: false, isNot: false },
    ] as const;
    expect(withoutBlank({ mode: "all", list }).list).toEqual([list[2]]);
  });
});
