/** The line to the server: lost, it comes back by itself, and every subscription asks from where it is by then. */
import { backoff } from "./backoff";
import { type Clock, systemClock } from "./clock";
import type { EventStreamOptions } from "./event_stream";
import {
  CONNECT_WITHIN_MS,
  EVENT_STREAM_QUIET_MS,
  LINES_OF_A_CHANGED_SESSION,
  SOCKETS_THAT_NEVER_OPENED,
} from "./limits";
import { Listeners } from "./listeners";
import { type SocketOptions, socketTransport } from "./socket";
import type { End, LineEvents, Lost, Operation, Refusal, Result, Transport } from "./transport";

/** What is shown of the line. */
export type Sign =
  | { kind: "idle" }
  | { kind: "connecting"; since: number }
  | { kind: "live" }
  | { kind: "waiting"; since: number; until: number }
  /** The session is over: nothing is tried until `resume`. */
  | { kind: "signed_out"; since: number; code: number };

export interface Subscriber {
  /** Asked again each time, so that it goes on from the last cursor. */
  operation(): Operation;
  next(result: Result): void;
  /** The server refused it; it is tried again later all the same. */
  refused?(errors: readonly Refusal[]): void;
}

export interface ConnectionOptions {
  socket: SocketOptions;
  eventStream: EventStreamOptions;
  clock?: Clock;
  random?: () => number;
  connectWithinMs?: number;
}

/** The session's time is up. */
const EXPIRED = 4401;
/** It was taken away, or what its holder may do has changed: whoever comes again with the same secret learns which. */
const REVOKED = 4403;

interface Following {
  subscriber: Subscriber;
  attempt: number;
  stop: () => void;
}

export class Connection {
  readonly #options: ConnectionOptions;
  readonly #clock: Clock;
  readonly #changes = new Listeners();
  readonly #following = new Set<Following>();
  #sign: Sign = { kind: "idle" };
  #transport: Transport | undefined;
  /** Counts the transports: one that was disposed may still have something to tell. */
  #generation = 0;
  #isOnEvents = false;
  #neverOpened = 0;
  /** Lines since the last live one that ended with the session as it was. */
  #revoked = 0;
  #attempt = 0;
  #cancel = () => {};
  /** Since when nothing is live; absent while it is. */
  #darkSince: number | undefined;

  constructor(options: ConnectionOptions) {
    this.#options = options;
    this.#clock = options.clock ?? systemClock;
  }

  get sign(): Sign {
    return this.#sign;
  }

  /** Which kind of line is in use. */
  get isOnEvents(): boolean {
    return this.#isOnEvents;
  }

  onChange(listener: () => void): () => void {
    return this.#changes.add(listener);
  }

  /** Follows until what it gives is called, over all cuts. */
  follow(subscriber: Subscriber): () => void {
    const following: Following = { subscriber, attempt: 0, stop: () => {} };
    this.#following.add(following);
    if (this.#sign.kind === "idle") {
      this.#open();
    } else if (this.#sign.kind === "live" || this.#sign.kind === "connecting") {
      this.#subscribe(following);
    }
    return () => {
      this.#following.delete(following);
      following.stop();
      if (this.#following.size === 0 && this.#sign.kind !== "signed_out") {
        this.#cancel();
        this.#show({ kind: "idle" });
      }
    };
  }

  /** There may be a line again, or one that is dead without a word: look at once. */
  wake(): void {
    if (this.#sign.kind === "waiting") {
      this.#open();
    } else if (this.#sign.kind === "live") {
      this.#transport?.probe();
    }
  }

  /** Another part was told that nobody is signed in. */
  signOut(code = EXPIRED): void {
    this.#lost({ kind: "lost", code });
  }

  /** Somebody has signed in. */
  resume(): void {
    if (this.#sign.kind === "signed_out") {
      this.#attempt = 0;
      // The next line says who asks.
      this.#dispose();
      this.#open();
    }
  }

  close(): void {
    for (const following of this.#following) {
      following.stop();
    }
    this.#following.clear();
    this.#cancel();
    this.#dispose();
    this.#show({ kind: "idle" });
  }

  #open(): void {
    this.#cancel();
    if (this.#following.size === 0) {
      this.#show({ kind: "idle" });
      return;
    }
    this.#show({ kind: "connecting", since: this.#dark() });
    // A network that swallows everything never says no.
    this.#cancel = this.#clock.after(this.#options.connectWithinMs ?? CONNECT_WITHIN_MS, () => {
      this.#neverOpened += 1;
      this.#dispose();
      this.#lost({ kind: "lost" });
    });
    if (this.#transport) {
      this.#subscribeAll();
      return;
    }
    if (!this.#isOnEvents) {
      this.#transport = socketTransport(this.#options.socket, this.#lineEvents());
      this.#subscribeAll();
      return;
    }
    const events = this.#lineEvents();
    import("./event_stream").then(
      ({ eventStreamTransport }) => {
        if (this.#sign.kind === "connecting" && !this.#transport) {
          const options = { quietMs: EVENT_STREAM_QUIET_MS, ...this.#options.eventStream };
          this.#transport = eventStreamTransport(options, events);
          this.#subscribeAll();
        }
      },
      () => {
        // Where not even this comes through, sockets are as good: a browser may never ask for it again.
        this.#neverOpened += 1;
        this.#lost({ kind: "lost" });
      },
    );
  }

  #lineEvents(): LineEvents {
    const generation = this.#generation;
    return {
      live: () => {
        if (generation !== this.#generation) {
          return;
        }
        this.#cancel();
        this.#attempt = 0;
        this.#neverOpened = 0;
        this.#revoked = 0;
        this.#darkSince = undefined;
        this.#show({ kind: "live" });
      },
      closed: (wasOpen) => {
        if (!wasOpen && generation === this.#generation) {
          this.#neverOpened += 1;
        }
      },
    };
  }

  #subscribeAll(): void {
    for (const following of [...this.#following]) {
      this.#subscribe(following);
    }
  }

  #subscribe(following: Following): void {
    following.stop();
    const { subscriber } = following;
    let isOver = false;
    const stop = this.#transport?.subscribe(subscriber.operation(), {
      next: (result) => {
        if (!isOver) {
          following.attempt = 0;
          subscriber.next(result);
        }
      },
      end: (end) => {
        if (!isOver) {
          isOver = true;
          this.#ended(following, end);
        }
      },
    });
    following.stop = () => {
      isOver = true;
      stop?.();
    };
  }

  #ended(following: Following, end: End): void {
    if (end.kind === "lost") {
      this.#lost(end);
      return;
    }
    let told: unknown;
    if (end.kind === "refused") {
      following.subscriber.refused?.(end.errors);
      told = end.errors[0]?.extensions?.["retryAfterMs"];
    }
    const wait = this.#wait(following.attempt, told);
    following.attempt += 1;
    const cancel = this.#clock.after(wait, () => {
      if (this.#following.has(following) && this.#sign.kind === "live") {
        this.#subscribe(following);
      }
    });
    following.stop = cancel;
  }

  /** All subscriptions of the line end with it. */
  #lost({ code, retryAfterMs }: Lost): void {
    if (this.#sign.kind === "waiting" || this.#sign.kind === "signed_out") {
      return;
    }
    for (const following of this.#following) {
      following.stop();
      following.stop = () => {};
    }
    this.#cancel();
    const since = this.#dark();
    this.#revoked += code === REVOKED ? 1 : 0;
    const isOver = code === EXPIRED || this.#revoked > LINES_OF_A_CHANGED_SESSION;
    if (code !== undefined && isOver) {
      this.#revoked = 0;
      this.#show({ kind: "signed_out", since, code });
      return;
    }
    this.#chooseTransport();
    const wait = this.#wait(this.#attempt, retryAfterMs);
    this.#attempt += 1;
    this.#cancel = this.#clock.after(wait, () => this.#open());
    this.#show({ kind: "waiting", since, until: this.#clock.now() + wait });
  }

  /** Not before the server has said, and not all at once. */
  #wait(attempt: number, told: unknown): number {
    const wait = backoff(attempt, this.#options.random);
    return typeof told === "number" ? Math.max(told, wait) : wait;
  }

  /** Sockets that never open are in some proxy's way; streams that never open are in nobody's. */
  #chooseTransport(): void {
    const most = this.#isOnEvents ? 1 : SOCKETS_THAT_NEVER_OPENED;
    if (this.#neverOpened >= most) {
      this.#isOnEvents = !this.#isOnEvents;
      this.#neverOpened = 0;
      this.#dispose();
    }
  }

  #dark(): number {
    this.#darkSince ??= this.#clock.now();
    return this.#darkSince;
  }

  #dispose(): void {
    const transport = this.#transport;
    this.#transport = undefined;
    this.#generation += 1;
    transport?.dispose();
  }

  #show(sign: Sign): void {
    this.#sign = sign;
    this.#changes.tell();
  }
}
