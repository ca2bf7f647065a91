import { describe, expect, it } from "vitest";
import { periodOf } from "./period";

describe("the period of the audit log", () => {
  it("ends with its last day, however long that is", () => {
    expect(periodOf("2026-11-02", "2026-11-02", "Europe/Berlin")).toEqual({
      from: "2026-11-01T23:00:00.000Z",
      to: "2026-11-02T23:00:00.000Z",
    });
    expect(periodOf("2026-03-29", "2026-03-29", "Europe/Berlin")).toEqual({
      from: "2026-03-28T23:00:00.000Z",
      to: "2026-03-29T22:00:00.000Z",
    });
    expect(periodOf("2026-10-25", "2026-10-25", "Europe/Berlin")).toEqual({
      from: "2026-10-24T22:00:00.000Z",
      to: "2026-10-25T23:00:00.000Z",
    });
  });

  it("has an open side where an address names none, or no day", () => {
    expect(periodOf(null, null, "UTC")).toEqual({});
    expect(periodOf("yesterday", "2026-02-30", "UTC")).toEqual({});
    expect(periodOf("2026-11-02", null, "UTC")).toEqual({ from: "2026-11-02T00:00:00.000Z" });
  });
});
