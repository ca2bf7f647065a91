import { describe, expect, it } from "vitest";
import { contrast } from "../../../tokens/contrast";
import { ACCENTS, codeOf, originOf, USUAL } from "./web_settings";

describe("a company's site", () => {
  it.each([
    ["shop.example.com", "https://shop.example.com"],
    ["https://Shop.example.com/pay?a=1", "https://shop.example.com"],
    ["http://localhost:3000", "http://localhost:3000"],
    ["shop", undefined],
    ["", undefined],
    ["https://*", undefined],
    ["two words.com", undefined],
    ["javascript:alert(1)", undefined],
  ])("%j is the origin %j", (typed, origin) => {
    expect(originOf(typed)).toBe(origin);
  });
});

describe("the code", () => {
  it("names the desk as it is reached from outside", () => {
    const { snippet, policy } = codeOf("https://desk.example/help/", "site");
    expect(snippet).toBe('<script async src="https://desk.example/help/widget/site.js"></script>');
    expect(policy).toContain("connect-src https://desk.example wss://desk.example");
  });
});

describe("the offered colours", () => {
  it("can all be written on in white", () => {
    for (const accent of ACCENTS) {
      expect(contrast(accent, USUAL.onAccent)).toBeGreaterThan(4.5);
    }
  });
});
