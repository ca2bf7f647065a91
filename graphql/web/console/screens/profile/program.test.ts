import { describe, expect, it } from "vitest";
import { programOf } from "./program";

const CHROME = "(KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36";

describe("the program of a session", () => {
  it.each([
    [`Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 ${CHROME}`, "Chrome · Windows"],
    [`Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 ${CHROME} Edg/140.0`, "Edge · Windows"],
    ["Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0", "Firefox · Linux"],
    [
      "Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/19.0 Mobile/15E148 Safari/604.1",
      "Safari · iPhone",
    ],
    ["curl/8.5.0", "curl"],
  ])("of %s is %s", (said, name) => {
    expect(programOf(said).name).toBe(name);
  });

  it("may be on a phone", () => {
    expect(programOf("Mozilla/5.0 (Linux; Android 16; Pixel 9)").isPhone).toBe(true);
    expect(programOf("Mozilla/5.0 (Macintosh; Intel Mac OS X 15_0)").isPhone).toBe(false);
  });
});
