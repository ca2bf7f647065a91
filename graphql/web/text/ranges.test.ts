import { describe, expect, it } from "vitest";
import { disguisedHost, safeHref, type TextNode, type TextRange, textTree } from "./ranges";

/** The tree as `plain<BOLD:bold>`. */
const drawn = (nodes: TextNode[]): string =>
  nodes
    .map((node) => ("text" in node ? node.text : `<${node.kind}:${drawn(node.children)}>`))
    .join("");
const range = (kind: TextRange["kind"], start: number, length: number, text?: string) =>
  ({ kind, start, length, text }) satisfies TextRange;

describe("a text with its ranges", () => {
  it.each([
    ["none", [], "a bold text"],
    ["one", [range("BOLD", 2, 4)], "a <BOLD:bold> text"],
    ["one in another", [range("BOLD", 2, 9), range("ITALIC", 7, 4)], "a <BOLD:bold <ITALIC:text>>"],
    [
      "the longer of two that begin together",
      [range("ITALIC", 2, 4), range("BOLD", 2, 9)],
      "a <BOLD:<ITALIC:bold> text>",
    ],
    [
      "two that overlap",
      [range("BOLD", 0, 6), range("ITALIC", 2, 9)],
      "<BOLD:a <ITALIC:bold>> text",
    ],
    [
      "one that overlaps the end of another, with something behind it",
      [range("BOLD", 0, 6), range("MARKUP", 4, 4), range("CODE", 7, 4)],
      "<BOLD:a bo><CODE:ext>",
    ],
    [
      "markup that goes on behind a link, and behind what is in it",
      [range("LINK", 0, 8), range("BOLD", 2, 5), range("MARKUP", 6, 4, " – ")],
      "<LINK:a <BOLD:bold>> – t",
    ],
    ["one that begins in markup", [range("MARKUP", 1, 2), range("LINK", 2, 4)], "a<LINK:old> text"],
    ["one that is all markup", [range("BOLD", 2, 4), range("MARKUP", 2, 4)], "a  text"],
    ["markup", [range("MARKUP", 0, 2), range("MARKUP", 6, 1, " – ")], "bold – text"],
    [
      "out of the text",
      [range("BOLD", 8, 9), range("BOLD", -1, 3), range("BOLD", 0, 0)],
      "a bold text",
    ],
  ])("%s", (_, ranges, wanted) => {
    expect(drawn(textTree("a bold text", ranges))).toBe(wanted);
  });

  it("count in UTF-16", () => {
    expect(drawn(textTree("🙂 yes", [range("BOLD", 3, 3)]))).toBe("🙂 <BOLD:yes>");
  });

  it("are drawn flat where they are nested too deeply", () => {
    const nested = Array.from({ length: 5_000 }, (_, place) => range("BOLD", 0, 10_000 - place));
    expect(drawn(textTree("x".repeat(10_000), nested)).split("<BOLD:")).toHaveLength(17);
  });

  it("lose no letter, whatever the ranges say", () => {
    const text = "The quick brown fox jumps over the lazy dog";
    let seed = 7;
    const random = (below: number) => {
      seed = (seed * 48_271) % 2_147_483_647;
      return seed % below;
    };
    for (let round = 0; round < 2_000; round += 1) {
      const ranges = Array.from({ length: random(8) }, () =>
        range("BOLD", random(50) - 3, random(50)),
      );
      expect(drawn(textTree(text, ranges)).replace(/<BOLD:|>/g, "")).toBe(text);
    }
  });

  it("show what is markup never, and the rest once", () => {
    const text = "The quick brown fox jumps over the lazy dog";
    let seed = 11;
    const random = (below: number) => {
      seed = (seed * 48_271) % 2_147_483_647;
      return seed % below;
    };
    for (let round = 0; round < 2_000; round += 1) {
      const ranges = Array.from({ length: random(8) }, () =>
        range(random(3) === 0 ? "MARKUP" : "LINK", random(43), 1 + random(12)),
      ).filter(({ start, length }) => start + length <= text.length);
      const marks = ranges.filter(({ kind }) => kind === "MARKUP");
      const isMarked = (place: number) =>
        marks.some(({ start, length }) => start <= place && place < start + length);
      const rest = [...text].filter((_, place) => !isMarked(place)).join("");
      expect(drawn(textTree(text, ranges)).replace(/<LINK:|>/g, "")).toBe(rest);
    }
  });

  it("make nothing of what looks like markup in the text itself", () => {
    const text = "<img src=x onerror=alert(1)>";
    expect(textTree(text, [])).toEqual([{ text, start: 0 }]);
  });
});

describe("an address", () => {
  it.each([
    ["https://pay.example/a", true],
    ["mailto:ana@pay.example", true],
    ["tel:+380441234567", true],
    ["javascript:alert(1)", false],
    ["data:text/html,x", false],
    ["//pay.example", false],
    ["", false],
  ])("%s", (href, isSafe) => {
    expect(safeHref(href)).toBe(isSafe ? href : undefined);
  });

  it.each([
    ["https://pаypal.example/x", "xn--pypal-4ve.example"],
    ["https://xn--pypal-4ve.example/", "xn--pypal-4ve.example"],
    ["https://оплата.example/", undefined],
    ["https://pay.example/оплата", undefined],
    ["mailto:ana@pay.example", undefined],
  ])("%s is disguised: %s", (href, host) => {
    expect(disguisedHost(href)).toBe(host);
  });
});
