import { describe, expect, it } from "vitest";
import { snoozeTimes } from "./snooze_times";

const names = (now: Date) => snoozeTimes(now).map(({ name }) => name);

describe("the times to put a chat aside", () => {
  it("are an hour, this evening, tomorrow, Monday and a month", () => {
    const wednesday = new Date(2026, 10, 25, 10);
    const times = snoozeTimes(wednesday);
    expect(names(wednesday)).toEqual(["hour", "evening", "tomorrow", "monday", "month"]);
    expect(times[3]?.at).toEqual(new Date(2026, 10, 30, 9));
  });

  it("leave out an evening that has begun, and a Monday that is tomorrow", () => {
    expect(names(new Date(2026, 10, 25, 17))).not.toContain("evening");
    expect(names(new Date(2026, 10, 29, 10))).not.toContain("monday");
    expect(names(new Date(2026, 10, 30, 10))).toContain("monday");
  });
});
