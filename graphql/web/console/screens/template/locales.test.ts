import { describe, expect, it } from "vitest";
import { missingOf } from "./locales";

const texts = (...locales: string[]) => locales.map((locale) => ({ locale }));

describe("a template's languages", () => {
  it("lack what others of the desk have", () => {
    const all = [{ texts: texts("en", "uk") }, { texts: texts("de", "en") }];
    expect(missingOf(texts("en"), all)).toEqual(["de", "uk"]);
    expect(missingOf(texts("de", "en", "uk"), all)).toEqual([]);
  });
});
