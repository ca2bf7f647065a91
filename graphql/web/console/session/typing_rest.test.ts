import { describe, expect, it } from "vitest";
import { restMs } from "./typing_rest";

describe("what lies over a page", () => {
  it("comes at once where nobody types", () => {
    expect(restMs({ typedAt: undefined, since: 100, now: 100 })).toBe(0);
    expect(restMs({ typedAt: 0, since: 5_000, now: 5_000 })).toBe(0);
  });

  it("waits until a word is typed", () => {
    expect(restMs({ typedAt: 4_900, since: 5_000, now: 5_000 })).toBe(900);
    expect(restMs({ typedAt: 5_600, since: 5_000, now: 5_800 })).toBe(800);
    expect(restMs({ typedAt: 5_600, since: 5_000, now: 6_600 })).toBe(0);
  });

  it("does not wait for ever", () => {
    expect(restMs({ typedAt: 14_900, since: 5_000, now: 14_950 })).toBe(50);
    expect(restMs({ typedAt: 15_000, since: 5_000, now: 15_000 })).toBe(0);
  });
});
