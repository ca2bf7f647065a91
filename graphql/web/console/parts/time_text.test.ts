import { describe, expect, it } from "vitest";
import { duration, fullTime, shortTime } from "./time_text";

const NOW = Date.parse("2026-11-24T15:00:00Z");
const at = (text: string) => Date.parse(text);
/** ICU writes a narrow space before AM in some versions. */
const plain = (text: string) => text.replaceAll("\u202f", " ");

describe("a moment", () => {
  it.each([
    ["of today", "2026-11-24T13:41:00Z", "3:41 PM", "15:41"],
    ["of last night", "2026-11-23T21:30:00Z", "Mon", "Mo"],
    ["of tonight, where it is tomorrow already", "2026-11-24T22:30:00Z", "Nov 25", "25. Nov."],
    ["of this year", "2026-03-02T10:00:00Z", "Mar 2", "2. März"],
    ["of another", "2025-03-02T10:00:00Z", "Mar 2, 2025", "2. März 2025"],
  ])("%s", (_, moment, english, german) => {
    expect(plain(shortTime(at(moment), NOW, "en", "Europe/Kyiv"))).toBe(english);
    expect(shortTime(at(moment), NOW, "de", "Europe/Kyiv")).toBe(german);
  });

  it("names the zone where it is not the reader's", () => {
    expect(plain(fullTime(NOW, "en", "Asia/Tokyo"))).toMatch(/12:00 AM GMT\+9$/);
    expect(plain(fullTime(NOW, "en"))).not.toMatch(/GMT/);
  });
});

describe("a length of time", () => {
  it.each([
    [0, "1 min"],
    [59_000, "1 min"],
    [12 * 60_000 + 59_000, "12 min"],
    [3 * 3_600_000, "3 hr"],
    [49 * 3_600_000, "2 days"],
  ])("of %d ms is %s", (ms, text) => {
    expect(duration(ms, "en")).toBe(text);
  });
});
