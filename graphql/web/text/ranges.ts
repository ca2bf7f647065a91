/** The server's ranges of a text as a tree of what is drawn, for both programs: no markup is read here, none is made. */

/** As `TextRange` of the schema; start and length count UTF-16 units, as strings of JavaScript do. */
export interface TextRange {
  kind: TextRangeKind;
  start: number;
  length: number;
  href?: string | null;
  text?: string | null;
}

export type TextRangeKind =
  | "BOLD"
  | "CODE"
  | "CODE_BLOCK"
  | "HEADING"
  | "ITALIC"
  | "LINK"
  | "LIST_ITEM"
  | "MARKUP"
  | "MENTION"
  | "QUOTE"
  | "SPOILER"
  | "STRIKETHROUGH"
  | "UNDERLINE";

export type TextNode =
  | { text: string; start: number }
  | { kind: TextRangeKind; href: string | undefined; start: number; children: TextNode[] };

/** More nested than this is drawn flat: no text can exhaust the stack. */
const MOST_NESTED = 16;

/** The whole text, nothing left out and nothing twice, whatever the ranges say. */
export function textTree(text: string, ranges: readonly TextRange[]): TextNode[] {
  const sorted = ranges
    .filter(
      ({ start, length }) =>
        Number.isInteger(start) &&
        Number.isInteger(length) &&
        start >= 0 &&
        length > 0 &&
        start + length <= text.length,
    )
    // What begins earlier holds what begins later; of two that begin together, the longer.
    .toSorted((one, other) => one.start - other.start || other.length - one.length);
  let next = 0;

  /** What is drawn from here on, and where it ends: before `to` where markup goes on behind that. */
  const inside = (from: number, to: number, depth: number): { nodes: TextNode[]; end: number } => {
    const nodes: TextNode[] = [];
    let place = from;
    const plain = (until: number) => {
      if (until > place) {
        nodes.push({ text: text.slice(place, until), start: place });
        place = until;
      }
    };
    for (let range = sorted[next]; range && range.start < to; range = sorted[next]) {
      // What overlaps its neighbour begins where that ends, and ends with what holds it.
      const start = Math.max(range.start, place);
      const end = Math.min(range.start + range.length, to);
      const isMarkup = range.kind === "MARKUP";
      if (isMarkup && range.start + range.length > to) {
        // A link's with the lines behind it: what holds it ends here, for it is no part of either.
        plain(start);
        return { nodes, end: start };
      }
      next += 1;
      if (start >= end || (!isMarkup && depth >= MOST_NESTED)) {
        continue;
      }
      plain(start);
      if (isMarkup) {
        if (range.text) {
          nodes.push({ text: range.text, start });
        }
        place = end;
      } else {
        const { kind, href } = range;
        const held = inside(start, end, depth + 1);
        if (held.nodes.length > 0) {
          nodes.push({ kind, href: href ?? undefined, start, children: held.nodes });
        }
        place = held.end;
      }
    }
    plain(to);
    return { nodes, end: to };
  };

  return inside(0, text.length, 0).nodes;
}

const SAFE = new Set(["http:", "https:", "mailto:", "tel:"]);

/** The address, if it is one that may be followed. */
export function safeHref(href: string | undefined): string | undefined {
  return href !== undefined && URL.canParse(href) && SAFE.has(new URL(href).protocol)
    ? href
    : undefined;
}

const SCRIPTS = [/\p{Script=Latin}/u, /\p{Script=Cyrillic}/u, /\p{Script=Greek}/u];

/** The host as it is asked for, where its letters are of several scripts and may look like another's. */
export function disguisedHost(href: string): string | undefined {
  const written = /^https?:\/\/([^/?#]*)/iu.exec(href)?.[1] ?? "";
  const host = written.slice(written.lastIndexOf("@") + 1).replace(/:\d*$/, "");
  const isMixed = host
    .split(".")
    .some((label) => SCRIPTS.filter((script) => script.test(label)).length > 1);
  return isMixed || /(^|\.)xn--/i.test(host) ? new URL(href).hostname : undefined;
}
