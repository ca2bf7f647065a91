import { describe, expect, it } from "vitest";
import { chooseLanguage, directionOf } from "./language";

describe("the language", () => {
  it.each([
    [["de-AT", "en"], "de"],
    [["ja", "UK_ua"], "uk"],
    [["ja"], "en"],
    [[], "en"],
  ])("for %j is %s", (wanted, language) => {
    expect(chooseLanguage(wanted)).toBe(language);
  });

  it("is written from right to left in Arabic alone", () => {
    expect(directionOf("ar")).toBe("rtl");
    expect(directionOf("uk")).toBe("ltr");
  });
});
