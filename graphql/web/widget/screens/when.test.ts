import { describe, expect, it } from "vitest";
import { dayOf, lengthOf, momentOf, timeOf } from "./when";

const now = new Date(2026, 10, 24, 12, 0);
const at = (...when: [number, number, number, number]) => new Date(...when).toISOString();

describe("the day of a message", () => {
  it("is said as people say it", () => {
    expect(dayOf(at(2026, 10, 24, 0), "en", now)).toBe("today");
    expect(dayOf(at(2026, 10, 23, 23), "en", now)).toBe("yesterday");
    expect(dayOf(at(2026, 10, 20, 9), "en", now)).toBe("November 20");
    expect(dayOf(at(2025, 10, 20, 9), "de", now)).toBe("20. November 2025");
  });

  it("is counted by midnights, not by hours", () => {
    const early = new Date(2026, 10, 24, 0, 5);
    expect(dayOf(at(2026, 10, 23, 23), "uk", early)).toBe("учора");
  });
});

describe("the time of a message", () => {
  const at = new Date(2026, 10, 24, 15, 40).toISOString();

  it("is by the clock of the reader's region, in the language that is spoken", () => {
    expect(timeOf(at, "en", ["en-US"])).toMatch(/^03:40\sPM$/);
    expect(timeOf(at, "en", ["en-GB", "en-US"])).toBe("15:40");
    expect(timeOf(at, "de", ["en-US"])).toBe("15:40");
  });
});

describe("the moment of something to come", () => {
  const moment = (...when: [number, number, number, number]) =>
    momentOf(at(...when), "en", ["en-GB"], now);

  it("is a time today, has the day's name within a week, and else its date", () => {
    expect(moment(2026, 10, 24, 15)).toBe("15:00");
    expect(moment(2026, 10, 25, 9)).toBe("Wednesday, 09:00");
    expect(moment(2026, 10, 30, 9)).toBe("Monday, 09:00");
    expect(moment(2026, 11, 1, 9)).toBe("December 1, 09:00");
  });
});

describe("how long something takes", () => {
  it("is said in minutes or hours", () => {
    expect(lengthOf(60_000, "en")).toBe("1 minute");
    expect(lengthOf(15 * 60_000, "uk")).toBe("15 хвилин");
    expect(lengthOf(3_600_000, "de")).toBe("1 Stunde");
    expect(lengthOf(4 * 3_600_000, "es")).toBe("4 horas");
  });
});
