/** Who types: the visitor, told at most every three seconds, and whoever of the company does. */
import { signal } from "@preact/signals";
import { TYPING } from "./documents";
import type { Line } from "./line";

const TOLD_EVERY_MS = 3_000;
/** The desk forgets it by then; a clock that is wrong changes nothing. */
const SHOWN_MS = 8_000;

export class Typing {
  readonly isTheirs = signal(false);
  readonly #line: Line;
  readonly #tell: (isTyping: boolean, preview: string) => void;
  #run: AbortController | undefined;
  #toldAt = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(line: Line, tell: (isTyping: boolean, preview: string) => void) {
    this.#line = line;
    this.#tell = tell;
  }

  /** Together with the feed's line, and as long as that. */
  follow(isLive: boolean): void {
    if (isLive && !this.#run) {
      const run = new AbortController();
      this.#run = run;
      const next = ({ typing }: { typing: { isTyping: boolean } }) => this.#show(typing.isTyping);
      this.#line.follow(TYPING, {}, { next }, run.signal).then(
        () => this.#end(run),
        () => this.#end(run),
      );
    } else if (!isLive) {
      this.#run?.abort();
      this.#run = undefined;
      this.gone();
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

  #show(isTyping: boolean): void {
    this.gone();
    if (isTyping) {
      this.isTheirs.value = true;
      this.#timer = setTimeout(() => this.gone(), SHOWN_MS);
    }
  }

  #end(run: AbortController): void {
    if (this.#run === run) {
      this.#run = undefined;
    }
  }
}
