/** Who types: the visitor, told at most every three seconds, and whoever of the company does. */
import { signal } from "@preact/signals";

const TOLD_EVERY_MS = 3_000;
/** The desk forgets it by then; a clock that is wrong changes nothing. */
const SHOWN_MS = 8_000;

export class Typing {
  readonly isTheirs = signal(false);
  readonly #tell: (isTyping: boolean, preview: string) => void;
  #toldAt = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(tell: (isTyping: boolean, preview: string) => void) {
    this.#tell = tell;
  }

  /** The desk has said so. */
  hear(isTyping: boolean): void {
    this.gone();
    if (isTyping) {
      this.isTheirs.value = true;
      this.#timer = setTimeout(() => this.gone(), SHOWN_MS);
    }
  }

  /** What they typed has come. */
  gone(): void {
    clearTimeout(this.#timer);
    this.isTheirs.value = false;
  }

  typed(text: string): void {
    const now = performance.now();
    if (text.trim() === "") {
      this.stopped();
    } else if (this.#toldAt === 0 || now - this.#toldAt > TOLD_EVERY_MS) {
      this.#toldAt = now;
      this.#tell(true, text);
    }
  }

  stopped(): void {
    if (this.#toldAt !== 0) {
      this.#toldAt = 0;
      this.#tell(false, "");
    }
  }
}
