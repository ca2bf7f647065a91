import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { contrast } from "./contrast";
import { GROUNDS, LABELS, MARKS, PAIRED_TEXTS, TEXTS } from "./tokens";

const css = readFileSync(new URL("tokens.css", import.meta.url), "utf8");
const light = coloursOf(":root");
const themes = { light, dark: new Map([...light, ...coloursOf("[data-theme=dark]")]) };

/** The colours that the first block of this selector sets. */
function coloursOf(selector: string): Map<string, string> {
  const bare = css.replaceAll('"', "");
  const start = bare.indexOf(selector);
  const block = bare.slice(start, bare.indexOf("}", start));
  const pairs = [...block.matchAll(/--([\w-]+):\s*(#[0-9a-f]{6});/gi)];
  return new Map(pairs.map(([, name, colour]) => [name ?? "", colour ?? ""]));
}

/** Pairs below what is wanted, written out with their contrast. */
function weak(pairs: (readonly [string, string])[], wanted: number): string[] {
  return Object.entries(themes).flatMap(([theme, colours]) =>
    pairs
      .map(([above, ground]) => {
        const found = contrast(colours.get(above) ?? "", colours.get(ground) ?? "");
        return [found, `${theme}: ${above} on ${ground} ${found.toFixed(2)}`] as const;
      })
      .filter(([found]) => !(found >= wanted))
      .map(([, told]) => told),
  );
}

const onAnyGround = (names: readonly string[]) =>
  names.flatMap((name) => GROUNDS.map((ground) => [name, ground] as const));

describe("the tokens", () => {
  it("have all colours in both themes", () => {
    const paired = PAIRED_TEXTS.map(([text]) => text);
    const named = [...GROUNDS, ...TEXTS, ...MARKS, ...LABELS, ...paired, "line"];
    expect([...light.keys()].sort()).toEqual(named.sort());
    expect([...coloursOf("[data-theme=dark]").keys()].sort()).toEqual(named.sort());
  });

  it("let every text be read on every ground", () => {
    expect(weak([...onAnyGround(TEXTS), ...PAIRED_TEXTS], 4.5)).toEqual([]);
  });

  it("let every mark be seen on every ground", () => {
    expect(weak(onAnyGround([...MARKS, ...LABELS]), 3)).toEqual([]);
  });

  it("would be found too weak", () => {
    expect(weak([["line", "surface"]], 3)).toHaveLength(2);
    expect(weak([["absent", "surface"]], 3)).toHaveLength(2);
  });
});

describe("contrast", () => {
  it("is 21 of black on white, whichever is named first", () => {
    expect(contrast("#000000", "#FFFFFF")).toBeCloseTo(21);
    expect(contrast("#FFFFFF", "#000000")).toBeCloseTo(21);
  });
});
