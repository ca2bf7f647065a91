/** What is typed and not saved, of all forms of the page: it stays while one looks elsewhere. */
import { Listeners } from "../../live/listeners";
import type { Edit } from "./edited";

class Edits {
  readonly changes = new Listeners();
  #edits: ReadonlyMap<string, Edit<object>> = new Map();

  all = (): ReadonlyMap<string, Edit<object>> => this.#edits;

  set(id: string, edit: Edit<object> | undefined): void {
    const edits = new Map(this.#edits);
    if (edit) {
      edits.set(id, edit);
    } else {
      edits.delete(id);
    }
    this.#edits = edits;
    this.changes.tell();
  }
}

/** Of this page: whoever comes after somebody else signs out gets another one. */
export const edits = new Edits();

addEventListener("beforeunload", (event) => {
  if (edits.all().size > 0) {
    event.preventDefault();
  }
});
