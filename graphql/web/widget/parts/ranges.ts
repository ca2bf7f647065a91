/** The ranges of a text as a tree: what lies within another one, and what is shown in the place of markup. */
import type { ShownMessageFragment } from "../../client/visitor/graphql";

export type Range = ShownMessageFragment["ranges"][number];
export type Part = string | { range: Range; parts: Part[] };

/** Ranges that cross are cut at the end of the one that began before. */
export function nest(body: string, ranges: readonly Range[]): Part[] {
  const marks = ranges.filter(({ kind }) => kind === "MARKUP");
  const ordered = ranges
    .map((range) => (range.kind === "MARKUP" ? range : outside(range, marks)))
    .filter(({ start, length }) => start >= 0 && length > 0 && start < body.length)
    .sort((one, other) => one.start - other.start || other.length - one.length);
  return between(body, 0, body.length, ordered);
}

/** Markup may begin in a range and go on behind it, as a link's with the lines after it: it is no part of either. */
function outside(range: Range, marks: readonly Range[]): Range {
  let start = range.start;
  let end = range.start + range.length;
  for (const mark of marks) {
    const markEnd = mark.start + mark.length;
    if (mark.start < end && end < markEnd) {
      end = mark.start;
    }
    if (mark.start < start && start < markEnd) {
      start = markEnd;
    }
  }
  return { ...range, start, length: end - start };
}

function between(body: string, from: number, to: number, ranges: Range[]): Part[] {
  const parts: Part[] = [];
  let place = from;
  while (ranges[0] && ranges[0].start < to) {
    const range = ranges.shift() as Range;
    const start = Math.max(range.start, place);
    const end = Math.min(range.start + range.length, to);
    if (end <= start) {
      continue;
    }
    if (start > place) {
      parts.push(body.slice(place, start));
    }
    const inside = between(body, start, end, ranges);
    if (range.kind === "MARKUP") {
      parts.push(range.text ?? "");
    } else {
      parts.push({ range, parts: inside });
    }
    place = end;
  }
  if (place < to) {
    parts.push(body.slice(place, to));
  }
  return parts.filter((part) => part !== "");
}
