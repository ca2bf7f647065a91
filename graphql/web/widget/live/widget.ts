/** Everything that the widget knows and does: what its screens read, and what they ask for. */
import { computed, effect, type Signal, signal } from "@preact/signals";
import type { OpeningQuery } from "../../client/visitor/graphql";
import type { Language } from "../../words/language";
import type { Calls, Reference, Surroundings } from "../calls";
import type { Settings } from "../settings";
import { speak } from "../words/words";
import { Composer } from "./composer";
import { RATE, READ, REFERENCE, WRITE } from "./documents";
import { Follower } from "./follower";
import { Memory } from "./memory";
import { Outbox, type Outgoing, type Sent } from "./outbox";
import { OwnChat } from "./own_chat";
import { PageCalls } from "./page_calls";
import { Presence } from "./presence";
import { RequestError } from "./request";
import { fail, Session } from "./session";
import { watchTabs } from "./tabs";

export type Screen = "home" | "before" | "chat";
/** What keeps the visitor from writing, besides what they can do themselves. */
export type Hindrance = "blocked" | "deleted" | "identity" | "consent" | undefined;

/** So long must a message be looked at to be read. */
const READ_MS = 1_000;

export class Widget {
  settings: Settings;
  readonly around: Surroundings;
  readonly #opening: Signal<OpeningQuery["widget"]>;
  readonly limits: OpeningQuery["limits"];
  readonly memory: Memory;
  readonly session: Session;
  readonly outbox: Outbox;
  readonly own = new OwnChat();
  readonly follower: Follower;
  readonly presence: Presence;
  readonly composer: Composer;
  readonly calls: Calls;

  readonly language = signal<Language>("en");
  readonly isOpen = signal(false);
  readonly screen = signal<Screen>("home");
  /** Is the line up; before there is a session nobody misses it. */
  readonly isLive = signal(true);
  readonly isBlocked = signal(false);
  readonly isDeleted = signal(false);
  /** The page's word was refused. */
  readonly isIdentityRefused = signal(false);
  /** The visitor is asked to agree now. */
  readonly isConsentAsked = signal(false);

  /** A line for the reader of a screen, said once. */
  readonly announced = signal("");

  readonly waiting = computed(() => {
    const come = new Set(this.own.messages.value.map((message) => message.clientMutationId));
    return this.outbox.messages.value.filter(({ key }) => !come.has(key));
  });
  readonly hindrance = computed<Hindrance>(() => {
    if (this.isBlocked.value) {
      return "blocked";
    }
    if (this.isConsentAsked.value && this.session.consent.value) {
      return "consent";
    }
    const isNameless = this.opening.isIdentityRequired && !this.session.isVerified.value;
    if (isNameless && (!this.hasIdentity.value || this.isIdentityRefused.value)) {
      return "identity";
    }
    return this.isDeleted.value ? "deleted" : undefined;
  });
  /** The page has said who it is, and the desk has not been asked yet. */
  readonly hasIdentity = signal(false);

  /** What the page has asked for itself. */
  consentOfPage: boolean | undefined;
  /** What the chat is about, before there is one. */
  reference: Reference | undefined;
  #readTimer: ReturnType<typeof setTimeout> | undefined;

  constructor(settings: Settings, around: Surroundings, opening: OpeningQuery) {
    this.settings = settings;
    this.around = around;
    this.#opening = signal(opening.widget);
    this.limits = opening.limits;
    this.memory = new Memory(settings.key, () => localStorage);
    this.session = new Session(settings.origin, settings.key, this.memory);
    this.outbox = new Outbox({
      memory: this.memory,
      ready: () => this.mayWrite(),
      send: (message) => this.deliver(message),
      lock: (act) => exclusive(`switchboard:${settings.key}:out`, act),
    });
    this.presence = new Presence(this.session, () => this.memory.isAllowed);
    this.own.seenAt.value = this.memory.get("seen") ?? "";
    this.follower = new Follower(this);
    this.composer = new Composer(this);
    this.calls = new PageCalls(this).calls;
    effect(() => this.look());
    effect(() => around.badge(this.own.unread.value));
    effect(() => around.emit("unread", this.own.unread.value));
    watchTabs(this);
  }

  /** How the chat begins; it changes in a preview alone. */
  get opening(): OpeningQuery["widget"] {
    return this.#opening.value;
  }

  set opening(next: OpeningQuery["widget"]) {
    this.#opening.value = next;
  }

  /** A chat that is under way is there before anybody opens the window. */
  async begin(language: Language): Promise<void> {
    await this.speak(language);
    if (this.session.secret.value) {
      void this.follower.load().then(() => this.outbox.drain());
    }
  }

  async speak(language: Language): Promise<void> {
    await speak(language);
    this.around.speak(language);
    this.language.value = language;
  }

  /** The window was opened: somebody whom the page has named sees what they wrote before. */
  opened(): void {
    if (this.hasIdentity.value && !this.session.secret.value) {
      void this.start().then(
        () => this.follower.load(),
        () => undefined,
      );
    }
    this.look();
  }

  /** From home to where one writes; by way of the fields, where some are asked. */
  enter(): void {
    const { askName, askEmail } = this.opening;
    const isAsked = askName !== "NO" || askEmail !== "NO";
    const isKnown = this.own.chat.value || this.session.isVerified.value || this.hasIdentity.value;
    const { name, email } = this.composer;
    const isMissing =
      (askName === "REQUIRED" && name.value.trim() === "") ||
      (askEmail === "REQUIRED" && email.value.trim() === "");
    const isTold = !isMissing && (name.value !== "" || email.value !== "");
    this.screen.value = isAsked && !isKnown && !isTold ? "before" : "chat";
  }

  async agree(): Promise<void> {
    const asked = this.session.consent.value;
    if (asked) {
      await this.session.agree(true, asked.version, this.language.value);
      this.isConsentAsked.value = false;
      await this.follower.load();
      if (this.composer.uploads.value.length > 0) {
        void this.composer.send();
      }
      void this.outbox.drain();
    }
  }

  /** Not now: what was written goes back to where it can be changed, and nothing was kept. */
  decline(): void {
    this.isConsentAsked.value = false;
    const [last] = this.waiting.value.slice(-1);
    if (last) {
      this.composer.draft.value = last.body;
      this.outbox.drop(last.key);
    }
  }

  async rate(score: number, comment: string): Promise<void> {
    const input = { score, comment: comment.trim() || null };
    const { chatRate } = await this.session.ask(RATE, { input });
    fail(chatRate.userErrors);
    this.own.chat.value = chatRate.chat ?? this.own.chat.value;
  }

  /** Somebody looks at the chat: after a second they have read it. */
  look(): void {
    clearTimeout(this.#readTimer);
    const newest = this.own.messages.value.findLast(({ author }) => author !== "ME");
    const isSeen = this.isOpen.value && this.screen.value === "chat" && !document.hidden;
    if (!isSeen || !newest || newest.sentAt <= this.own.seenAt.value) {
      return;
    }
    this.#readTimer = setTimeout(() => {
      this.own.seenAt.value = newest.sentAt;
      this.memory.set("seen", newest.sentAt);
      void this.session.ask(READ, { input: { messageId: newest.id } }).catch(() => undefined);
    }, READ_MS);
  }

  /** Leaves, and nothing of it stays here. */
  async forget(): Promise<void> {
    this.follower.stop();
    this.presence.end();
    const told = this.session.end();
    this.memory.forget();
    this.outbox.read();
    this.own.empty();
    this.composer.empty();
    this.isBlocked.value = false;
    this.isDeleted.value = false;
    this.isConsentAsked.value = false;
    this.hasIdentity.value = false;
    this.reference = undefined;
    this.isLive.value = true;
    this.screen.value = "home";
    await told;
  }

  /** The desk takes it for a chat that is there; before, it is kept for the first message. */
  async tellReference(): Promise<void> {
    if (this.reference && this.own.chat.value) {
      const { kind, externalId, title } = this.reference;
      const input = { kind, externalId, title: title ?? null };
      const { chatSetReference } = await this.session.ask(REFERENCE, { input });
      fail(chatSetReference.userErrors);
      this.reference = undefined;
    }
  }

  /** Begins the visit; what the page has asked for is agreed to. */
  async start(): Promise<void> {
    await this.refusable(() => this.session.start());
    const asked = this.session.consent.value;
    if (asked && this.consentOfPage) {
      await this.session.agree(true, asked.version, this.language.value);
    }
  }

  /** A token that the desk refuses is the page's to renew. */
  async refusable(act: () => Promise<void>): Promise<void> {
    try {
      await act();
    } catch (error) {
      if (error instanceof RequestError && error.code === "IDENTITY") {
        this.isIdentityRefused.value = true;
        this.around.emit("identity-expired", undefined);
      }
      throw error;
    }
  }

  /** Is there a session, and has the visitor agreed; else they are asked, and nothing is sent. */
  async mayWrite(): Promise<boolean> {
    const isNew = this.session.secret.value === undefined;
    try {
      await this.start();
    } catch (error) {
      if (error instanceof RequestError && !error.isPassing) {
        this.isBlocked.value = error.code === "FORBIDDEN";
        return false;
      }
      this.isLive.value = false;
      throw error;
    }
    if (this.session.consent.value) {
      this.isConsentAsked.value = true;
      return false;
    }
    // The visitor writes, and nothing more is asked: from now on the browser keeps it.
    this.memory.allow();
    if (isNew) {
      await this.follower.load();
    }
    return true;
  }

  protected async deliver(message: Outgoing): Promise<Sent> {
    const { key, body, attachmentIds, quotedId, name, email } = message;
    const input = {
      clientMutationId: key,
      body: body || null,
      attachmentIds,
      quotedId,
      name,
      email,
    };
    try {
      const { messageWrite } = await this.session.ask(WRITE, { input });
      const [refused] = messageWrite.userErrors;
      if (refused || !messageWrite.message) {
        return { refusal: refused?.message ?? "" };
      }
      this.own.put([messageWrite.message]);
      this.isBlocked.value = false;
      void this.tellReference().catch((error: Error) => this.around.emit("error", error));
      return { refusal: null };
    } catch (error) {
      if (error instanceof RequestError && !error.isPassing) {
        if (error.code === "UNAUTHENTICATED") {
          // The session ended: the same message goes by another one.
          this.session.drop();
          throw error;
        }
        this.isBlocked.value = error.code === "FORBIDDEN";
        return { refusal: error.message };
      }
      this.isLive.value = false;
      throw error;
    }
  }

  /** Not to wait any longer for the next try. */
  wake(): void {
    this.follower.wake();
    void this.outbox.drain();
  }
}

/** One tab at a time; a page without locks has idempotent keys alone. */
async function exclusive(name: string, act: () => Promise<void>): Promise<void> {
  if (navigator.locks) {
    await navigator.locks.request(name, act);
  } else {
    await act();
  }
}
