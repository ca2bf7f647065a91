/** Reads the visitor's chat and follows what happens in it, over cuts, resets and ended sessions. */
import type { FollowSubscription } from "../../client/visitor/graphql";
import { FOLLOW, OLDER, SNAPSHOT, TYPE } from "./documents";
import { Feed } from "./feed";
import { Line } from "./line";
import { RequestError } from "./request";
import { ring } from "./sound";
import { Typing } from "./typing";
import type { Widget } from "./widget";

type Batch = FollowSubscription["myChat"];

/** So many messages are read at once. */
const PAGE = 50;
const READ_AGAIN_MS = 5_000;
/** So much of what is typed is told. */
const PREVIEW_UNITS = 2_000;

export class Follower {
  readonly typing: Typing;
  readonly #widget: Widget;
  readonly #line: Line;
  readonly #feed: Feed<Batch>;

  constructor(widget: Widget) {
    const { settings, session } = widget;
    this.#widget = widget;
    this.#line = new Line(settings.origin, () => session.secret.value);
    this.typing = new Typing(this.#line, (isTyping, preview) => this.#type(isTyping, preview));
    this.#feed = new Feed<Batch>({
      follow: (after, { live, batch }, abort) => {
        const next = (data: { myChat: Batch }) => batch(data.myChat);
        return this.#line.follow(FOLLOW, { after }, { live, next }, abort);
      },
      onBatch: (batch) => this.#hear(batch),
      onLive: (isLive) => {
        widget.isLive.value = isLive;
        this.typing.follow(isLive);
        if (isLive) {
          void widget.outbox.drain();
        }
      },
      isFinal: (error) => error instanceof RequestError && error.code === "UNAUTHENTICATED",
      onFinal: () => void this.#lost(),
    });
  }

  /** Reads the chat anew and follows it from there. */
  async load(): Promise<void> {
    const { session, own, isLive, presence } = this.#widget;
    const secret = session.secret.value;
    try {
      const { headCursor, myChat } = await session.ask(SNAPSHOT, { last: PAGE });
      own.reset(myChat);
      void this.#feed.start(headCursor);
      void presence.begin();
    } catch (error) {
      if (error instanceof RequestError && error.code === "UNAUTHENTICATED") {
        await this.#lost();
        return;
      }
      isLive.value = false;
      setTimeout(() => session.secret.value === secret && void this.load(), READ_AGAIN_MS);
    }
  }

  async loadOlder(): Promise<void> {
    const { session, own } = this.#widget;
    const before = own.before.value;
    if (before) {
      const { myChat } = await session.ask(OLDER, { last: PAGE, before });
      if (myChat && own.before.value === before) {
        own.older(myChat.messages);
      }
    }
  }

  /** The session is another one: what hung on the old one ends. */
  async reload(): Promise<void> {
    this.#line.close();
    await this.load();
  }

  stop(): void {
    this.#feed.stop();
    this.#line.close();
  }

  wake(): void {
    this.#feed.wake();
  }

  #type(isTyping: boolean, preview: string): void {
    const { session, own } = this.#widget;
    if (session.secret.value && !session.consent.value && own.chat.value) {
      const input = { isTyping, preview: isTyping ? preview.slice(0, PREVIEW_UNITS) : null };
      void session.ask(TYPE, { input }).catch(() => undefined);
    }
  }

  #hear({ events, resetReason }: Batch): void {
    const { own, around, settings, isDeleted, isOpen, announced } = this.#widget;
    if (resetReason) {
      const had = own.chat.value?.id;
      void this.load().then(() => {
        isDeleted.value = had !== undefined && own.chat.value === undefined;
      });
      return;
    }
    const known = new Set(own.messages.value.map(({ id }) => id));
    own.apply(events);
    if (!own.chat.value?.isOpen) {
      this.typing.gone();
    }
    for (const { kind, message } of events) {
      const isNews = kind === "MESSAGE_CREATED" && message && message.author !== "ME";
      if (isNews && !known.has(message.id)) {
        around.emit("message", { id: message.id, body: message.body });
        announced.value = `${message.authorName ?? settings.title}: ${message.body}`;
        this.typing.gone();
        if (!isOpen.value || document.hidden) {
          void ring(settings.key);
        }
      }
    }
  }

  /** The session ended elsewhere. Who was named by the page comes back; anybody else begins anew. */
  async #lost(): Promise<void> {
    this.stop();
    const { session, own, isLive, hasIdentity } = this.#widget;
    session.drop();
    own.empty();
    isLive.value = true;
    if (hasIdentity.value) {
      await this.#widget.start().then(
        () => this.load(),
        () => undefined,
      );
    }
  }
}
