/** What a page asks of the app, by `window.Switchboard`. What is wrong with a call is told to its author. */
import { chooseLanguage } from "../../words/language";
import type { Calls, Page, Prefill, Reference } from "../calls";
import type { Widget } from "./widget";

export class PageCalls {
  readonly #widget: Widget;

  constructor(widget: Widget) {
    this.#widget = widget;
  }

  readonly calls: Calls = {
    identify: (token) => this.#identify(token),
    forget: () => this.#widget.forget(),
    consent: (isGiven) => this.#consent(isGiven),
    setReference: (reference) => this.#refer(reference),
    setLanguage: (language) => this.#widget.speak(chooseLanguage([String(language)])),
    setPage: async (page: Page) => this.#widget.presence.set(page),
    prefill: async (fields) => this.#prefill(fields),
  };

  async #identify(token: string): Promise<void> {
    if (typeof token !== "string" || token === "") {
      throw new TypeError("Switchboard.identify takes the token (JWT) that your server signed.");
    }
    if (this.#widget.session.isOther(token)) {
      await this.#widget.forget();
    }
    this.#widget.isIdentityRefused.value = false;
    this.#widget.hasIdentity.value = true;
    const had = this.#widget.session.secret.value;
    await this.#widget.refusable(() => this.#widget.session.identify(token));
    if (had) {
      await this.#widget.follower.reload();
    } else if (this.#widget.isOpen.value) {
      this.#widget.opened();
    }
  }

  async #consent(isGiven: boolean): Promise<void> {
    this.#widget.consentOfPage = isGiven;
    if (!isGiven && this.#widget.session.secret.value) {
      await this.#widget.session.agree(false, "", this.#widget.language.value);
      await this.#widget.forget();
    } else if (isGiven) {
      await this.#widget.agree();
    }
  }

  async #refer(reference: Reference): Promise<void> {
    if (!reference?.kind || !reference.externalId) {
      throw new TypeError("Switchboard.setReference takes { kind, externalId, title }.");
    }
    this.#widget.reference = reference;
    await this.#widget.tellReference();
  }

  #prefill({ name, email, message }: Prefill): void {
    const { composer } = this.#widget;
    composer.name.value = name ?? composer.name.value;
    composer.email.value = email ?? composer.email.value;
    composer.draft.value = message ?? composer.draft.value;
  }
}
