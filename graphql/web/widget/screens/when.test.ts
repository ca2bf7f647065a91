import { describe, expect, it } from "vitest";
import { dayOf } from "./when";

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
