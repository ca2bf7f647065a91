/** A note with its colleagues by name: in the text they stand by their ids. Pure. */
import type { TextRange } from "./ranges";

interface Noted {
  body: string;
  ranges: readonly TextRange[];
  mentions: readonly { id: string; name: string }[];
}

const MENTION = /^@\[(.+)\]$/;

export function withMentions({ body, ranges, mentions }: Noted): {
  text: string;
  ranges: readonly TextRange[];
} {
  const names = new Map(mentions.map(({ id, name }) => [id, name]));
  const sorted = ranges.toSorted((one, other) => one.start - other.start);
  let text = body;
  let shift = 0;
  const shifted = sorted.map((range) => {
    const start = range.start + shift;
    const written = text.slice(start, start + range.length);
    const name = names.get(MENTION.exec(written)?.[1] ?? "");
    if (range.kind !== "MENTION" || name === undefined) {
      return { ...range, start };
    }
    const shown = `@${name}`;
    text = text.slice(0, start) + shown + text.slice(start + range.length);
    shift += shown.length - range.length;
    return { ...range, start, length: shown.length };
  });
  return { text, ranges: shifted };
}

/** As it is sent: the names that were chosen while it was written become ids again. */
export function toMentions(text: string, named: ReadonlyMap<string, string>): string {
  const names = [...named.keys()].sort((one, other) => other.length - one.length);
  return names.reduce((sent, name) => sent.replaceAll(`@${name}`, `@[${named.get(name)}]`), text);
}
