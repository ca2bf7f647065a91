/** What is typed and not saved, of all forms of the page: it stays while one looks elsewhere, and over a reload. */
import { Listeners } from "../../live/listeners";
import type { Edit } from "../parts/edited";

type Kept = ReadonlyMap<string, Edit<object>>;

/** What `sessionStorage` is asked for. */
type Store = Pick<Storage, "getItem" | "setItem" | "removeItem">;

const KEY = "switchboard:edits";

export class Edits {
  readonly changes = new Listeners();
  readonly #store: () => Store;
  #edits: Kept = new Map();
  #owner: string | undefined;
  #isKept = false;

  constructor(store: () => Store) {
    this.#store = store;
  }

  all = (): Kept => this.#edits;

  /** Leaving the page now would lose something. */
  wouldLose = (): boolean => this.#edits.size > 0 && !this.#isKept;

  /** Who types: what they left in this tab comes back; what somebody else left goes. */
  begin(owner: string): void {
    if (owner === this.#owner) {
      return;
    }
    const mine = this.#owner === undefined ? this.#edits : new Map();
    this.#owner = owner;
    this.#edits = new Map([...this.#read(owner), ...mine]);
    this.#write();
    this.changes.tell();
  }

  set(id: string, edit: Edit<object> | undefined): void {
    const edits = new Map(this.#edits);
    if (edit) {
      edits.set(id, edit);
    } else {
      edits.delete(id);
    }
    this.#edits = edits;
    this.#write();
    this.changes.tell();
  }

  #read(owner: string): Kept {
    try {
      const kept = JSON.parse(this.#store().getItem(KEY) ?? "{}");
      return new Map(kept.owner === owner ? kept.edits : []);
    } catch {
      return new Map();
    }
  }

  #write(): void {
    if (this.#owner === undefined) {
      return;
    }
    try {
      if (this.#edits.size > 0) {
        const kept = { owner: this.#owner, edits: [...this.#edits] };
        this.#store().setItem(KEY, JSON.stringify(kept));
      } else {
        this.#store().removeItem(KEY);
      }
      this.#isKept = true;
    } catch {
      // The browser keeps nothing: whoever leaves is asked.
      this.#isKept = false;
    }
  }
}

/** Of this page. */
export const edits = new Edits(() => sessionStorage);

addEventListener("beforeunload", (event) => {
  if (edits.wouldLose()) {
    event.preventDefault();
  }
});
