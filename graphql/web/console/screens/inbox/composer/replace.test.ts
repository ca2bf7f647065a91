import { describe, expect, it } from "vitest";
import { replacedAt } from "./replace";

const KNOWN = [{ token: ":ty", text: "Thank you!" }];

describe("a typed token", () => {
  it("becomes its text once its word has ended", () => {
    expect(replacedAt("well :ty ", KNOWN)).toEqual({ from: 5, text: "Thank you! " });
    expect(replacedAt(":ty\n", KNOWN)).toEqual({ from: 0, text: "Thank you!\n" });
  });

  it("stays within a word, and before that has ended", () => {
    expect(replacedAt(":ty", KNOWN)).toBeUndefined();
    expect(replacedAt("x:ty ", KNOWN)).toBeUndefined();
    expect(replacedAt(":tyx ", KNOWN)).toBeUndefined();
  });
});
