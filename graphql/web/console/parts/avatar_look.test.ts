import { describe, expect, it } from "vitest";
import { initials, TONES, toneOf } from "./avatar_look";

describe("an avatar", () => {
  it.each([
    ["Ana Kovac", "AK"],
    ["olha", "O"],
    ["  Maria del Carmen  Ruiz ", "MR"],
    ["“Ben” (VIP)", "BV"],
    ["ليلى حداد", "لح"],
    ["🙂", ""],
    ["", ""],
  ])("of %j has the letters %j", (name, letters) => {
    expect(initials(name)).toBe(letters);
  });

  it("has the same tone each time, and not one for all", () => {
    const tones = Array.from({ length: 60 }, (_, number) => toneOf(`contact-${number}`));
    expect(new Set(tones)).toEqual(new Set(TONES));
    expect(toneOf("contact-1")).toBe(tones[1]);
  });
});
