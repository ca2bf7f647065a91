import { describe, expect, it } from "vitest";
import { nest, type Part, type Range } from "./ranges";

const range = (kind: Range["kind"], start: number, length: number, rest: Partial<Range> = {}) => ({
  kind,
  start,
  length,
  href: null,
  text: null,
  ...rest,
});

/** The tree in one line: `b[..]` is a bold part. */
const line = (parts: readonly Part[]): string =>
  parts
    .map((part) =>
      typeof part === "string" ? part : `${part.range.kind[0]?.toLowerCase()}[${line(part.parts)}]`,
    )
    .join("");

describe("the ranges of a text", () => {
  it("are parts in order, with what is between them", () => {
    expect(line(nest("one two three", [range("BOLD", 4, 3)]))).toBe("one b[two] three");
  });

  it("lie within each other", () => {
    const ranges = [range("ITALIC", 2, 3), range("BOLD", 0, 7)];
    expect(line(nest("a bcd e", ranges))).toBe("b[a i[bcd] e]");
  });

  it("put the text in the place of markup", () => {
    const ranges = [
      range("BOLD", 0, 8),
      range("MARKUP", 0, 2),
      range("MARKUP", 6, 2),
      range("MARKUP", 9, 2, { text: "• " }),
    ];
    expect(line(nest("**bold** - item", ranges))).toBe("b[bold] • item");
  });

  it("end before markup that goes on behind them", () => {
    const ranges = [
      range("LINK", 0, 9),
      range("MARKUP", 0, 1),
      range("MARKUP", 5, 6, { text: "\n" }),
      range("LIST_ITEM", 11, 4),
    ];
    expect(line(nest("[link](u)\n\nitem", ranges))).toBe("l[link]\nl[item]");
  });

  it("are cut where they cross or go past the end", () => {
    const ranges = [range("BOLD", 0, 4), range("ITALIC", 2, 4), range("CODE", 6, 99)];
    expect(line(nest("abcdefgh", ranges))).toBe("b[abi[cd]]efc[gh]");
  });

  it("that are nowhere in the text are nothing", () => {
    const ranges = [range("BOLD", -3, 2), range("BOLD", 9, 2), range("BOLD", 1, 0)];
    expect(nest("abc", ranges)).toEqual(["abc"]);
  });

  it("make no part of what looks like markup in the text itself", () => {
    expect(nest("<img src=x onerror=alert(1)>", [])).toEqual(["<img src=x onerror=alert(1)>"]);
  });
});
