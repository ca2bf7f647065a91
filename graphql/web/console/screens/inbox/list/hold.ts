/** Holds the rows of a list in their places while somebody is about to press one; what waits is counted. */
import type { Clock } from "../../../../live/clock";
import { Listeners } from "../../../../live/listeners";

/** So long after the pointer's last movement. */
const STILL_MS = 1_500;
/** And never longer than this after the first change that waits. */
const MOST_MS = 5_000;

export class Hold {
  readonly changes = new Listeners();
  readonly #clock: Clock;
  #latest: readonly string[] = [];
  #shown: readonly string[] = [];
  #waiting = 0;
  #pinned: { id: string; place: number } | undefined;
  #movedAt = Number.NEGATIVE_INFINITY;
  #waitsSince: number | undefined;
  #isScrolled = false;
  #cancel: (() => void) | undefined;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** What is drawn; the same array until something changes. */
  get ids(): readonly string[] {
    return this.#shown;
  }

  /** How many rows would be elsewhere. */
  get waiting(): number {
    return this.#waiting;
  }

  /** The list is like this now. */
  take(ids: readonly string[]): void {
    this.#latest = ids;
    this.#settle();
  }

  /** The pointer moved or a key was pressed in the list. */
  touch(): void {
    this.#movedAt = this.#clock.now();
  }

  /** Further down nothing that comes shifts what is read. */
  scroll(isScrolled: boolean): void {
    if (this.#isScrolled !== isScrolled) {
      this.#isScrolled = isScrolled;
      this.#settle();
    }
  }

  /** The open one stays where it is, also when it is of this list no more. */
  pin(id: string | undefined): void {
    if (this.#pinned?.id !== id) {
      this.#pinned = id === undefined ? undefined : { id, place: this.#shown.indexOf(id) };
      this.#settle();
    }
  }

  release(): void {
    this.#movedAt = Number.NEGATIVE_INFINITY;
    this.#isScrolled = false;
    this.#settle();
  }

  close(): void {
    this.#cancel?.();
  }

  #settle(): void {
    this.#cancel?.();
    this.#cancel = undefined;
    const wanted = this.#wanted();
    const held = this.#held(wanted);
    const now = this.#clock.now();
    const waits = changesBetween(held, wanted);
    const until = Math.min(this.#movedAt + STILL_MS, (this.#waitsSince ?? now) + MOST_MS);
    const isHeld = waits > 0 && this.#shown.length > 0 && (this.#isScrolled || until > now);
    if (isHeld) {
      this.#waitsSince ??= now;
      this.#show(held, waits);
      if (!this.#isScrolled) {
        this.#cancel = this.#clock.after(until - now, () => this.#settle());
      }
      return;
    }
    this.#waitsSince = undefined;
    this.#show(wanted, 0);
  }

  /** The list with the open one in it. */
  #wanted(): readonly string[] {
    const pinned = this.#pinned;
    if (!pinned || pinned.place < 0 || this.#latest.includes(pinned.id)) {
      if (pinned) {
        this.#pinned = { id: pinned.id, place: this.#latest.indexOf(pinned.id) };
      }
      return this.#latest;
    }
    return this.#latest.toSpliced(Math.min(pinned.place, this.#latest.length), 0, pinned.id);
  }

  /** What is shown, and what was read below it. */
  #held(wanted: readonly string[]): readonly string[] {
    const known = new Set(this.#shown);
    const last = wanted.findLastIndex((id) => known.has(id));
    return last < 0 ? wanted : [...this.#shown, ...wanted.slice(last + 1)];
  }

  #show(ids: readonly string[], waiting: number): void {
    const isSame =
      ids.length === this.#shown.length && ids.every((id, at) => id === this.#shown[at]);
    if (isSame && waiting === this.#waiting) {
      return;
    }
    this.#shown = isSame ? this.#shown : ids;
    this.#waiting = waiting;
    this.changes.tell();
  }
}

/** How many rows come, go or pass others between the two. */
export function changesBetween(shown: readonly string[], wanted: readonly string[]): number {
  const places = new Map(wanted.map((id, place) => [id, place]));
  const kept = shown.flatMap((id) => places.get(id) ?? []);
  const [gone, come] = [shown.length - kept.length, wanted.length - kept.length];
  return gone + come + kept.length - longestRise(kept);
}

/** The most of these numbers that stand in rising order already. */
function longestRise(numbers: readonly number[]): number {
  const ends: number[] = [];
  for (const one of numbers) {
    const place = ends.findIndex((end) => end >= one);
    ends[place < 0 ? ends.length : place] = one;
  }
  return ends.length;
}
