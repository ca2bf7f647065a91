/** The rows of a thread: days between them, what is new, what stands together, acts folded. Pure. */
import type { Entry } from "./entry";

export interface ThreadRow {
  id: string;
  entry: Entry;
  /** The day begins with it. */
  day: string | undefined;
  /** Another chat than the one before begins with it: its number, or that it is the open one. */
  begins: number | "open" | undefined;
  /** The first that was not read when the chat was opened. */
  isFirstNew: boolean;
  /** Close behind one of the same hand: no head of its own. */
  isJoined: boolean;
  /** The last of those that stand together: it has the time. */
  isLast: boolean;
  /** Acts that stand folded before this one. */
  folded: readonly Entry[];
}

/** What follows within this time stands together. */
const TOGETHER_MS = 5 * 60_000;
/** More acts in a row are folded into the last. */
const MOST_ACTS = 3;

/** `dayOf` by the zone in which times are shown. */
export function threadRows(
  entries: readonly Entry[],
  firstNewId: string | undefined,
  dayOf: (at: string) => string,
): ThreadRow[] {
  const rows: ThreadRow[] = [];
  let day: string | undefined;
  let folded: Entry[] = [];
  for (const [place, entry] of entries.entries()) {
    if (entry.kind === "act" && isFolded(entries, place)) {
      folded.push(entry);
      continue;
    }
    const before = rows.at(-1);
    const [first = entry] = folded;
    const entryDay = dayOf(first.at);
    const isNewDay = entryDay !== day;
    const isOtherChat = first.chat !== (before ? before.entry.chat : undefined);
    const isFirstNew = entry.id === firstNewId;
    const isJoined =
      before !== undefined &&
      !isNewDay &&
      !isOtherChat &&
      !isFirstNew &&
      entry.kind !== "act" &&
      before.entry.by === entry.by &&
      Date.parse(entry.at) - Date.parse(before.entry.at) < TOGETHER_MS;
    if (before && isJoined) {
      before.isLast = false;
    }
    rows.push({
      id: entry.id,
      entry,
      day: isNewDay ? entryDay : undefined,
      begins: isOtherChat ? (first.chat ?? "open") : undefined,
      isFirstNew,
      isJoined,
      isLast: true,
      folded,
    });
    folded = [];
    day = dayOf(entry.at);
  }
  return rows;
}

/** One of more than three acts in a row, and not their last. */
function isFolded(entries: readonly Entry[], place: number): boolean {
  const chat = entries[place]?.chat;
  const isAct = (at: number) => entries[at]?.kind === "act" && entries[at]?.chat === chat;
  let [from, to] = [place, place];
  while (isAct(from - 1)) {
    from -= 1;
  }
  while (isAct(to + 1)) {
    to += 1;
  }
  return to - from + 1 > MOST_ACTS && place < to;
}

/** Which of the customer's messages was the first unread one, where so many were. */
export function firstUnread(entries: readonly Entry[], unread: number): string | undefined {
  const inbound = entries.filter(({ isInbound }) => isInbound);
  return unread > 0 ? inbound.at(-Math.min(unread, inbound.length))?.id : undefined;
}
