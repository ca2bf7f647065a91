import { describe, expect, it } from "vitest";
import { dayOf, timeOf, unitOf } from "./spans";

describe("spans of a filter", () => {
  it.each([
    [86_400_000 * 3, ["day", 3]],
    [7_200_000, ["hour", 2]],
    [90 * 60_000, ["minute", 90]],
  ])("%d ms are %j", (ms, said) => {
    expect(unitOf(ms)).toEqual(said);
  });

  it("are days of the reader's own clock", () => {
    expect(dayOf(timeOf("2026-02-28"))).toBe("2026-02-28");
  });
});
