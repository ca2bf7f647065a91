import { describe, expect, it } from "vitest";
import { newKey } from "./key";

describe("a key", () => {
  it("is another each time, and fits where the server takes one", () => {
    const keys = new Set(Array.from({ length: 1000 }, newKey));
    expect(keys.size).toBe(1000);
    expect([...keys].every((key) => /^[0-9a-f]{32}$/.test(key))).toBe(true);
  });
});
