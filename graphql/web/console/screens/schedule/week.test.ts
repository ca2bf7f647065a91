import { describe, expect, it } from "vitest";
import { holidayInputs, hoursOf, runs, USUAL_WEEK, weekOf } from "./week";

describe("a week", () => {
  it("is told to the server as its openings", () => {
    const hours = hoursOf(["9-12, 13-18", "", "", "", "", "10-14", ""]);
    expect(hours).toEqual([
      { weekday: "MONDAY", fromMinute: 540, toMinute: 720 },
      { weekday: "MONDAY", fromMinute: 780, toMinute: 1_080 },
      { weekday: "SATURDAY", fromMinute: 600, toMinute: 840 },
    ]);
    expect(weekOf({ hours } as never)).toEqual([
      "09:00–12:00, 13:00–18:00",
      "",
      "",
      "",
      "",
      "10:00–14:00",
      "",
    ]);
  });

  it("is not told while a day says no times", () => {
    expect(hoursOf(["", "", "nine", "", "", "", ""])).toBeUndefined();
  });

  it("is shown with the days together that are alike", () => {
    expect(runs(USUAL_WEEK)).toEqual([{ first: 0, last: 4, hours: "09:00–18:00" }]);
    expect(runs(["9-12", "", "9-12", "9-12", "", "", ""])).toEqual([
      { first: 0, last: 0, hours: "9-12" },
      { first: 2, last: 3, hours: "9-12" },
    ]);
  });
});

describe("a holiday", () => {
  it("has a day and a name, and may be open", () => {
    const all = [
      { day: "2026-12-25", name: "Christmas", hours: "" },
      { day: "2026-12-24", name: "Christmas Eve", hours: "9-12" },
    ];
    expect(holidayInputs(all)).toEqual([
      { day: "2026-12-25", name: "Christmas", openings: [] },
      { day: "2026-12-24", name: "Christmas Eve", openings: [{ fromMinute: 540, toMinute: 720 }] },
    ]);
  });

  it.each([
    { day: null, name: "Christmas", hours: "" },
    { day: "2026-12-25", name: " ", hours: "" },
    { day: "2026-12-25", name: "Christmas", hours: "closed" },
  ])("is not told half: %j", (one) => {
    expect(holidayInputs([one])).toBeUndefined();
  });
});
