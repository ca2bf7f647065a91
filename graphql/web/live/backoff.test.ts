import { describe, expect, it } from "vitest";
import { backoff } from "./backoff";

describe("the wait before a further try", () => {
  it("is half a second, doubles, and stops at 15 s", () => {
    const waits = [0, 1, 2, 3, 4, 5, 6, 60].map((attempt) => backoff(attempt, () => 1));
    expect(waits).toEqual([500, 1000, 2000, 4000, 8000, 15_000, 15_000, 15_000]);
  });

  it("is not the same for all", () => {
    expect([backoff(3, () => 0), backoff(3, () => 0.5)]).toEqual([2000, 3000]);
  });
});
