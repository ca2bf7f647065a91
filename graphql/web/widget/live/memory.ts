/**
 * What the widget keeps in the browser. Before it may, and where the browser keeps nothing, that is memory;
 * every value has a key of its own, so that two tabs never write over each other.
 */
import { nameOf } from "./names";

export type Stored = Pick<Storage, "getItem" | "setItem" | "removeItem" | "key" | "length">;

export class Memory {
  readonly #values = new Map<string, string>();
  readonly #prefix: string;
  #storage: Stored | undefined;
  #isAllowed = false;

  /** Reading is no storing: what an earlier visit was allowed to keep says that this one is, too. */
  constructor(channelKey: string, open: () => Stored) {
    this.#prefix = nameOf(channelKey, "");
    try {
      this.#storage = open();
    } catch {
      // A page in a sandbox, or a browser that keeps nothing: even asking throws.
    }
    this.#isAllowed = this.#stored().length > 0;
  }

  get isAllowed(): boolean {
    return this.#isAllowed;
  }

  /** The visitor has written, or has agreed: from now on the browser keeps it. */
  allow(): void {
    this.#isAllowed = true;
    for (const [name, value] of this.#values) {
      this.#attempt((storage) => storage.setItem(this.#prefix + name, value));
    }
  }

  get(name: string): string | undefined {
    const kept = this.#attempt((storage) => storage.getItem(this.#prefix + name));
    return this.#isKept ? (kept ?? undefined) : this.#values.get(name);
  }

  set(name: string, value: string): void {
    this.#values.set(name, value);
    this.#attempt((storage) => storage.setItem(this.#prefix + name, value));
  }

  remove(name: string): void {
    this.#values.delete(name);
    this.#attempt((storage) => storage.removeItem(this.#prefix + name));
  }

  names(): string[] {
    const stored = this.#stored();
    return this.#isKept ? stored : [...this.#values.keys()];
  }

  /** Nothing is left, and nothing is kept until it is allowed again. */
  forget(): void {
    for (const name of this.#stored()) {
      this.remove(name);
    }
    this.#values.clear();
    this.#isAllowed = false;
  }

  /** The name under which the browser tells of a change by another tab. */
  nameOfChange(key: string | null): string | undefined {
    return key?.startsWith(this.#prefix) ? key.slice(this.#prefix.length) : undefined;
  }

  get #isKept(): boolean {
    return this.#isAllowed && this.#storage !== undefined;
  }

  #stored(): string[] {
    const storage = this.#storage;
    try {
      const keys = Array.from({ length: storage?.length ?? 0 }, (_, place) => storage?.key(place));
      return keys
        .filter((key) => key?.startsWith(this.#prefix))
        .map((key) => String(key).slice(this.#prefix.length));
    } catch {
      this.#storage = undefined;
      return [];
    }
  }

  #attempt<Value>(act: (storage: Stored) => Value): Value | undefined {
    if (!this.#isAllowed || !this.#storage) {
      return undefined;
    }
    try {
      return act(this.#storage);
    } catch {
      // Full, or taken away meanwhile: what this tab knows it goes on with.
      this.#storage = undefined;
      return undefined;
    }
  }
}
