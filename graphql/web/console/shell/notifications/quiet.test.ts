import { describe, expect, it } from "vitest";
import { isQuiet } from "./quiet";

const at = (time: string) => Date.parse(`2026-07-01T${time}:00Z`);
const hours = (quietFromMinute: number, quietToMinute: number, quietTimeZone = "UTC") => ({
  quietFromMinute,
  quietToMinute,
  quietTimeZone,
});

describe("quiet hours", () => {
  it.each([
    ["22:00", true],
    ["23:59", true],
    ["00:00", true],
    ["06:59", true],
    ["07:00", false],
    ["21:59", false],
  ])("from 22:00 to 07:00 at %s: %s", (time, isSilent) => {
    expect(isQuiet(hours(22 * 60, 7 * 60), at(time))).toBe(isSilent);
  });

  it("are those of the operator's zone", () => {
    expect(isQuiet(hours(60, 120, "Europe/Madrid"), at("23:30"))).toBe(true);
    expect(isQuiet(hours(60, 120, "Europe/Madrid"), at("01:30"))).toBe(false);
  });

  it("are none where nobody has set them", () => {
    expect(isQuiet({ quietFromMinute: null, quietToMinute: null, quietTimeZone: null }, 0)).toBe(
      false,
    );
  });
});
