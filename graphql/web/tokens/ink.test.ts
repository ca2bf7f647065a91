import { describe, expect, it } from "vitest";
import { contrast } from "./contrast";
import { inkOn } from "./ink";

describe("the ink on a company's colour", () => {
  it("is the chosen one where that can be read", () => {
    expect(inkOn("#2B5FD9", "#FFFFFF")).toBe("#FFFFFF");
    expect(inkOn("#FFD400", "#3A2A00")).toBe("#3A2A00");
  });

  it("flips where it could not be read", () => {
    expect(inkOn("#FFD400", "#FFFFFF")).toBe("#171B24");
    expect(inkOn("#101010", "#171B24")).toBe("#FFFFFF");
  });

  it("can be read on every grey", () => {
    for (let part = 0; part < 256; part += 1) {
      const grey = `#${part.toString(16).padStart(2, "0").repeat(3)}`;
      expect(contrast(grey, inkOn(grey, "#808080"))).toBeGreaterThan(4);
    }
  });
});
