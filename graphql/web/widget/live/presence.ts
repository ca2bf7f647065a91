/** Which page the visitor is on, told to the desk once they have written, and then once a minute. */
import type { Page } from "../calls";
import { PAGE } from "./documents";
import type { Session } from "./session";

const EVERY_MS = 60_000;

export class Presence {
  readonly #session: Session;
  readonly #mayTell: () => boolean;
  #page: Page = {};
  #timer: ReturnType<typeof setInterval> | undefined;
  #told = "";

  constructor(session: Session, mayTell: () => boolean) {
    this.#session = session;
    this.#mayTell = mayTell;
    // Pages that go on without loading say so where the browser can tell it.
    const { navigation } = globalThis as { navigation?: EventTarget };
    navigation?.addEventListener("navigatesuccess", () => void this.#tellIfOther());
  }

  async begin(): Promise<void> {
    clearInterval(this.#timer);
    this.#timer = setInterval(() => document.hidden || void this.#tell(), EVERY_MS);
    await this.#tell();
  }

  end(): void {
    clearInterval(this.#timer);
    this.#page = {};
    this.#told = "";
  }

  set(page: Page): void {
    if (page?.url !== undefined && !URL.canParse(page.url, location.href)) {
      throw new TypeError("Switchboard.setPage takes { url, title }: the url is none.");
    }
    this.#page = page ?? {};
    void this.#tell();
  }

  async #tellIfOther(): Promise<void> {
    if (location.href !== this.#told) {
      this.#page = {};
      await this.#tell();
    }
  }

  async #tell(): Promise<void> {
    if (!this.#mayTell() || !this.#session.secret.value || this.#session.consent.value) {
      return;
    }
    this.#told = location.href;
    const input = {
      url: new URL(this.#page.url ?? location.href, location.href).href,
      title: this.#page.title ?? (document.title || null),
      referrer: document.referrer || null,
      locale: navigator.language,
      timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    };
    await this.#session.ask(PAGE, { input }).catch(() => undefined);
  }
}
