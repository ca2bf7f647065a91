import { describe, expect, it } from "vitest";
import { names, usesOf } from "./uses";

describe("where a label is named", () => {
  it("finds it however deep in a filter", () => {
    const filter = { or: [{ status: ["NEW"] }, { not: { labelIds: ["label_1", "label_2"] } }] };
    expect(names(filter, "label_2")).toBe(true);
    expect(names(filter, "label_3")).toBe(false);
    expect(names(null, "label_3")).toBe(false);
  });

  it("tells the views and the macros", () => {
    const uses = usesOf("label_1", {
      views: [
        { name: "VIP", filter: { labelIds: ["label_1"] } },
        { name: "New", filter: { status: ["NEW"] } },
        { name: "Newer", filter: null },
      ],
      macros: [
        { title: "Refund", acts: [{ labelId: "label_1", unlabelId: null }] },
        { title: "Newer", acts: null },
      ],
    });
    expect(uses).toEqual({ views: ["VIP"], macros: ["Refund"] });
  });
});
