import { describe, expect, it } from "vitest";
import { isOpenAt, painted, typed, written } from "./openings";

const at = (fromMinute: number, toMinute: number) => ({ fromMinute, toMinute });
const DAY = [at(540, 720), at(780, 1_080)];

describe("the openings of a day", () => {
  it.each([
    ["", []],
    ["  ", []],
    ["9-18", [at(540, 1_080)]],
    ["09:00–12:00, 13:00–18:00", DAY],
    ["13.00 - 18.00 ; 9:00 — 12:00", DAY],
    ["0-24", [at(0, 1_440)]],
    ["9-12, 12-18", [at(540, 1_080)]],
  ])("are typed: %j", (text, openings) => {
    expect(typed(text)).toEqual(openings);
  });

  it.each(["nine to five", "9", "9-", "18-9", "9-9", "9:75-18", "9-25", "9-12-15", "9-12 13-18"])(
    "are not %j",
    (text) => {
      expect(typed(text)).toBeUndefined();
    },
  );

  it("are written as they can be typed", () => {
    expect(written(DAY)).toBe("09:00–12:00, 13:00–18:00");
    expect(typed(written(DAY))).toEqual(DAY);
    expect(written([])).toBe("");
  });

  it("are painted open, and become one where they meet", () => {
    expect(painted([], at(540, 600), true)).toEqual([at(540, 600)]);
    expect(painted(DAY, at(720, 780), true)).toEqual([at(540, 1_080)]);
    expect(painted(DAY, at(0, 60), true)).toEqual([at(0, 60), ...DAY]);
  });

  it("are painted closed, in the middle and at the ends", () => {
    expect(painted([at(540, 1_080)], at(720, 780), false)).toEqual(DAY);
    expect(painted(DAY, at(0, 600), false)).toEqual([at(600, 720), at(780, 1_080)]);
    expect(painted(DAY, at(0, 1_440), false)).toEqual([]);
  });

  it("are open from their first minute to before their last", () => {
    expect([539, 540, 719, 720].map((minute) => isOpenAt(DAY, minute))).toEqual([
      false,
      true,
      true,
      false,
    ]);
  });
});
