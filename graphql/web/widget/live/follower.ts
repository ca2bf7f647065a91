/** Reads the visitor's chat and follows what happens in it, over cuts, resets and ended sessions. */
import type { FollowSubscription, TypingSubscription } from "../../client/visitor/graphql";
import { Connection } from "../../live/connection";
import type { Refusal } from "../../live/transport";
import { FOLLOW, OLDER, SNAPSHOT, TYPE, TYPING } from "./documents";
import { persisted, RequestError, refusal } from "./request";
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
  readonly #connection: Connection;
  #stops: (() => void)[] = [];

  constructor(widget: Widget) {
    const { settings, session } = widget;
    const url = `${settings.origin}/visitor/graphql`;
    this.#widget = widget;
    this.typing = new Typing((isTyping, preview) => this.#type(isTyping, preview));
    this.#connection = new Connection({
      socket: {
        url: `${url.replace(/^http/, "ws")}/ws`,
        parameters: () => ({ token: session.secret.value }),
      },
      eventStream: {
        url,
        headers: () => ({ authorization: `Bearer ${session.secret.value}` }),
        // The visitor's secret goes in a header: a page's cookies are none of the widget's.
        credentials: "omit",
      },
    });
    this.#connection.onChange(() => this.#show());
  }

  /** Reads the chat again and follows it from there. */
  async load(isOtherLog = false): Promise<void> {
    const { session, own, isLive, presence } = this.#widget;
    const secret = session.secret.value;
    try {
      const { headCursor, myChat } = await session.ask(SNAPSHOT, { last: PAGE });
      own.reset(myChat, isOtherLog);
      this.#follow(headCursor);
      void presence.begin();
    } catch (error) {
      if (error instanceof RequestError && error.code === "UNAUTHENTICATED") {
        await this.#lost();
        return;
      }
      isLive.value = false;
      setTimeout(
        () => session.secret.value === secret && void this.load(isOtherLog),
        READ_AGAIN_MS,
      );
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
    this.stop();
    await this.load();
  }

  stop(): void {
    this.#stops = [];
    this.typing.gone();
    this.#connection.close();
  }

  wake(): void {
    this.#connection.wake();
  }

  #follow(after: string): void {
    for (const stop of this.#stops) {
      stop();
    }
    let cursor = after;
    this.#stops = [
      this.#connection.follow({
        operation: () => persisted(FOLLOW, { after: cursor }),
        next: ({ data, errors }) => {
          if (data) {
            const { myChat } = data as FollowSubscription;
            cursor = myChat.cursor;
            this.#hear(myChat);
          } else {
            this.#refused(errors);
          }
        },
        refused: (errors) => this.#refused(errors),
      }),
      this.#connection.follow({
        operation: () => persisted(TYPING, {}),
        next: ({ data }) => {
          if (data) {
            this.typing.hear((data as TypingSubscription).typing.isTyping);
          }
        },
      }),
    ];
  }

  #show(): void {
    const { isLive, outbox } = this.#widget;
    const { kind } = this.#connection.sign;
    if (kind === "live") {
      isLive.value = true;
      void outbox.drain();
    } else if (kind === "waiting") {
      isLive.value = false;
      this.typing.gone();
    } else if (kind === "signed_out") {
      void this.#lost();
    }
  }

  #refused(errors: readonly Refusal[] | undefined): void {
    if (refusal(errors).code === "UNAUTHENTICATED") {
      void this.#lost();
    }
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
      // A desk that was restored knows nothing of what was said behind its backup.
      void this.load(resetReason === "EPOCH_CHANGED").then(() => {
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

  /** The session ended elsewhere. Who was named by the page comes back; anybody else begins again. */
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
