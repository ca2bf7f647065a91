/** The piece of a text that shows what was found in it, with the server's ranges marked. Pure. */

export interface Range {
  start: number;
  length: number;
}

interface Piece {
  text: string;
  start: number;
  isFound: boolean;
}

/** Letters before the first thing that was found, and in all. */
const BEFORE = 48;
const ROOM = 220;

export function excerpt(text: string, found: readonly Range[]): readonly Piece[] {
  const ranges = found
    .filter(({ start, length }) => start >= 0 && length > 0 && start + length <= text.length)
    .toSorted((one, other) => one.start - other.start);
  const first = ranges[0]?.start ?? 0;
  const from = first > BEFORE ? wordAfter(text, first - BEFORE, first) : 0;
  const to = Math.min(text.length, from + ROOM);
  const pieces: Piece[] = [];
  const add = (start: number, end: number, isFound: boolean) => {
    if (end > start) {
      pieces.push({ text: text.slice(start, end).replace(/\s+/g, " "), start, isFound });
    }
  };
  let place = from;
  for (const { start, length } of ranges) {
    const end = Math.min(start + length, to);
    if (start >= to || end <= place) {
      continue;
    }
    add(place, start, false);
    add(Math.max(place, start), end, true);
    place = end;
  }
  add(place, whole(text, to), false);
  if (from > 0) {
    pieces.unshift({ text: "… ", start: -1, isFound: false });
  }
  return to < text.length
    ? [...pieces, { text: " …", start: text.length, isFound: false }]
    : pieces;
}

/** Where a word begins between these two places; else the first of them. */
function wordAfter(text: string, from: number, to: number): number {
  const space = text.slice(from, to).search(/\s/);
  return space < 0 ? whole(text, from) : from + space + 1;
}

/** No letter of two units is cut. */
function whole(text: string, place: number): number {
  const code = text.charCodeAt(place);
  return code >= 0xdc00 && code <= 0xdfff ? place - 1 : place;
}
