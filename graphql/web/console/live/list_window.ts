/** Order and extent of a list: ids by their places, from the top to the lowest that was loaded. */
import { Listeners } from "../../live/listeners";

export interface Row<Key> {
  id: string;
  version: number;
  key: Key;
}

export interface Page<Key> {
  rows: Row<Key>[];
  /** Is there anything below. */
  hasMore: boolean;
}

/** What the feed said of a row, and when. */
interface Touch<Key> {
  at: number;
  version: number;
  /** Absent: it is not of this list. */
  row?: Row<Key>;
}

export class ListWindow<Key> {
  readonly changes = new Listeners();
  readonly #compare: (one: Key, other: Key) => number;
  #rows: Row<Key>[] = [];
  #byId = new Map<string, Row<Key>>();
  /** The place down to which everything is here; absent: to the very end, or nothing has been loaded. */
  #lowest: Key | undefined;
  #isLoaded = false;
  #ids: readonly string[] = [];
  #now = 0;
  #touched = new Map<string, Touch<Key>>();

  constructor(compare: (one: Key, other: Key) => number) {
    this.#compare = compare;
  }

  /** In order; the same array until something changes. */
  get ids(): readonly string[] {
    return this.#ids;
  }

  get isLoaded(): boolean {
    return this.#isLoaded;
  }

  has(id: string): boolean {
    return this.#byId.has(id);
  }

  /** The moment at which a page is asked for. */
  mark(): number {
    return this.#now;
  }

  /** The feed: the row is like this now. Below the window it is left to the page that will bring it. */
  put(row: Row<Key>): void {
    if (this.#isOld(row)) {
      return;
    }
    this.#touch(row.id, { version: row.version, row });
    this.#place(row);
    this.#settle();
  }

  /** The feed: the row is not of this list, as of this version. */
  remove(id: string, version: number): void {
    if (!this.#isOld({ id, version })) {
      this.#takeOut(id, version);
    }
  }

  /** The feed: there is no such row any more, or none that may be seen. */
  gone(id: string): void {
    this.#takeOut(id, Number.POSITIVE_INFINITY);
  }

  /** A page that was asked for at `mark`; the first one stands for all that was here before. */
  page({ rows, hasMore }: Page<Key>, mark: number, isFirst: boolean): void {
    const since = (id: string) => {
      const touch = this.#touched.get(id);
      return touch && touch.at > mark ? touch : undefined;
    };
    if (isFirst) {
      for (const { id } of [...this.#rows]) {
        if (!since(id)) {
          this.#drop(id);
        }
      }
    }
    this.#isLoaded = true;
    // A page that ends the list reaches further down than its last row.
    this.#lowest = hasMore ? (rows.at(-1)?.key ?? this.#lowest) : undefined;
    for (const row of rows) {
      const isOlder = (since(row.id)?.version ?? 0) >= row.version;
      if (!isOlder && this.#isNewest(row)) {
        this.#place(row);
      }
    }
    // What came while the page was on its way, and what now stands below the window.
    for (const { at, row } of this.#touched.values()) {
      if (at > mark && row && this.#isNewest(row)) {
        this.#place(row);
      }
    }
    for (const { id, key } of [...this.#rows]) {
      if (!this.#covers(key)) {
        this.#drop(id);
      }
    }
    this.#settle();
  }

  /** Ends the window at this place: what is below is loaded again when it is looked at. */
  cut(lowest: Key): string[] {
    this.#lowest = lowest;
    const below = this.#rows.filter(({ key }) => !this.#covers(key));
    for (const { id } of below) {
      this.#drop(id);
    }
    this.#settle();
    return below.map(({ id }) => id);
  }

  /** No page is on its way: what the feed did need not be remembered. */
  forget(): void {
    this.#touched.clear();
  }

  #covers(key: Key): boolean {
    return this.#isLoaded && (this.#lowest === undefined || this.#compare(key, this.#lowest) <= 0);
  }

  #isNewest({ id, version }: Row<Key>): boolean {
    return (this.#byId.get(id)?.version ?? 0) <= version;
  }

  #isOld({ id, version }: { id: string; version: number }): boolean {
    const touch = this.#touched.get(id);
    // What is gone may come back with any version.
    const told = touch && Number.isFinite(touch.version) ? touch.version : 0;
    return version < Math.max(this.#byId.get(id)?.version ?? 0, told);
  }

  #touch(id: string, touch: Omit<Touch<Key>, "at">): void {
    this.#now += 1;
    this.#touched.set(id, { ...touch, at: this.#now });
  }

  #takeOut(id: string, version: number): void {
    this.#touch(id, { version });
    this.#drop(id);
    this.#settle();
  }

  #place(row: Row<Key>): void {
    this.#drop(row.id);
    if (this.#covers(row.key)) {
      this.#rows.splice(this.#indexFor(row.key), 0, row);
      this.#byId.set(row.id, row);
    }
  }

  #drop(id: string): void {
    const known = this.#byId.get(id);
    if (known) {
      this.#byId.delete(id);
      this.#rows.splice(this.#rows.indexOf(known), 1);
    }
  }

  /** The first place whose row is not further up. */
  #indexFor(key: Key): number {
    let [from, to] = [0, this.#rows.length];
    while (from < to) {
      const middle = (from + to) >> 1;
      const row = this.#rows[middle];
      if (row && this.#compare(row.key, key) < 0) {
        from = middle + 1;
      } else {
        to = middle;
      }
    }
    return from;
  }

  #settle(): void {
    const isSame =
      this.#ids.length === this.#rows.length &&
      this.#rows.every(({ id }, index) => id === this.#ids[index]);
    if (!isSame) {
      this.#ids = this.#rows.map(({ id }) => id);
      this.changes.tell();
    }
  }
}
