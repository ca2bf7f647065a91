import { beforeEach, describe, expect, it, vi } from "vitest";

vi.mock("./en.po", () => ({ messages: { first: "First" } }));
vi.mock("./de.po", () => ({ messages: { first: "Zuerst" } }));
vi.mock("./apart/en.po", () => ({ messages: { later: "Later" } }));
vi.mock("./apart/de.po", () => ({ messages: { later: "Danach" } }));

describe("the words of screens that come later", () => {
  beforeEach(() => {
    vi.resetModules();
    vi.stubGlobal("document", { documentElement: {} });
  });

  it("are of the language that was asked for while they came", async () => {
    const { i18n, speak, speakLater } = await import("./words");
    await speak("en");
    await Promise.all([speak("de"), speakLater()]);
    expect([i18n.locale, i18n._("first"), i18n._("later")]).toEqual(["de", "Zuerst", "Danach"]);
  });

  it("come with the next language too, and the last one asked for is spoken", async () => {
    const { i18n, speak, speakLater } = await import("./words");
    await Promise.all([speak("en"), speakLater()]);
    await Promise.all([speak("de"), speak("en")]);
    expect([i18n.locale, i18n._("later")]).toEqual(["en", "Later"]);
  });
});
