/** Tells that a chat was read: when its newest message has stood 1 s in a focused window. */
import { type Clock, systemClock } from "../../live/clock";
import { READ_AFTER_MS } from "./limits";

export interface ReadMarkParts {
  isFocused(): boolean;
  tell(chatId: string): void;
  clock?: Clock;
}

export class ReadMark {
  readonly #parts: ReadMarkParts;
  readonly #clock: Clock;
  #standing: { chatId: string; messageId: string } | undefined;
  #cancel = () => {};

  constructor(parts: ReadMarkParts) {
    this.#parts = parts;
    this.#clock = parts.clock ?? systemClock;
  }

  /** The newest message of this chat is in view; called again whenever it is another. */
  shows(chatId: string, messageId: string): void {
    const isSame = this.#standing?.chatId === chatId && this.#standing.messageId === messageId;
    if (!isSame) {
      this.#standing = { chatId, messageId };
      this.focus();
    }
  }

  /** It is out of view. */
  hides(): void {
    this.#standing = undefined;
    this.#cancel();
  }

  /** The window has the focus, or has lost it: the second begins again. */
  focus(): void {
    this.#cancel();
    const standing = this.#standing;
    if (standing && this.#parts.isFocused()) {
      this.#cancel = this.#clock.after(READ_AFTER_MS, () => {
        if (this.#parts.isFocused()) {
          this.#parts.tell(standing.chatId);
        }
      });
    }
  }
}
