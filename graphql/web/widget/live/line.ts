/** The visitor's line to the desk: one socket for what they follow, or server-sent events where none opens. */
import { type Client, createClient } from "graphql-ws";
import { type Hashed, persisted, RequestError, refusal } from "./request";

const PING_MS = 12_000;
const PONG_MS = 5_000;
/** So many sockets may fail before events are tried: a proxy lets none through. */
const SOCKETS_TRIED = 2;
/** The desk's close codes for a session that has ended. */
const ENDED = [4401, 4403];

interface Told<Data> {
  live?: () => void;
  next: (data: Data) => void;
}

export class Line {
  readonly #origin: string;
  readonly #secret: () => string | undefined;
  #client: Client | undefined;
  #failed = 0;
  #isConnected = false;

  constructor(origin: string, secret: () => string | undefined) {
    this.#origin = origin;
    this.#secret = secret;
  }

  /** Follows until the line breaks, which ends it, or throws why. */
  async follow<Data, Variables extends Record<string, unknown>>(
    document: Hashed<Data, Variables>,
    variables: Variables,
    told: Told<Data>,
    signal: AbortSignal,
  ): Promise<void> {
    if (this.#failed >= SOCKETS_TRIED) {
      const { followEvents } = await import("./events");
      await followEvents(
        this.#origin,
        this.#secret(),
        persisted(document, variables),
        told,
        signal,
      );
      return;
    }
    const client = this.#socket();
    const payload = { ...persisted(document, variables), query: "" };
    await new Promise<void>((resolve, reject) => {
      const unheard = client.on("connected", () => told.live?.());
      if (this.#isConnected) {
        told.live?.();
      }
      const stop = client.subscribe<Data>(payload, {
        next: ({ data, errors }) => {
          if (data) {
            told.live?.();
            told.next(data);
          } else {
            reject(refusal(errors as Parameters<typeof refusal>[0]));
          }
        },
        error: (cause) => reject(reason(cause)),
        complete: resolve,
      });
      signal.addEventListener("abort", () => {
        stop();
        unheard();
        resolve();
      });
    });
  }

  /** Another session, or none any more: what hangs on the old one ends. */
  close(): void {
    void this.#client?.dispose();
    this.#client = undefined;
  }

  #socket(): Client {
    if (this.#client) {
      return this.#client;
    }
    let silence: ReturnType<typeof setTimeout> | undefined;
    let isOpened = false;
    const client = createClient({
      url: `${this.#origin.replace(/^http/, "ws")}/visitor/graphql/ws`,
      connectionParams: () => ({ token: this.#secret() }),
      // The loop is the widget's own: it goes on from another place.
      retryAttempts: 0,
      // A document that goes by its hash has no text: the library wants one, and the desk none.
      jsonMessageReplacer: (name, value) => (name === "query" && value === "" ? undefined : value),
      keepAlive: PING_MS,
      on: {
        opened: () => {
          isOpened = true;
          this.#failed = 0;
        },
        connected: () => {
          this.#isConnected = true;
        },
        ping: (isReceived) => {
          if (!isReceived) {
            silence = setTimeout(() => client.terminate(), PONG_MS);
          }
        },
        pong: (isReceived) => isReceived && clearTimeout(silence),
        closed: () => {
          clearTimeout(silence);
          this.#failed += isOpened ? 0 : 1;
          isOpened = false;
          this.#isConnected = false;
        },
      },
    });
    this.#client = client;
    return client;
  }
}

/** A close event, the errors of an operation, or a failure of the network. */
function reason(cause: unknown): RequestError {
  if (Array.isArray(cause)) {
    return refusal(cause);
  }
  const { code, reason } = cause as { code?: number; reason?: string };
  const isEnded = code !== undefined && ENDED.includes(code);
  const message = `The line closed (${code}).`;
  return new RequestError(isEnded ? "UNAUTHENTICATED" : "NETWORK", message, waitOf(reason));
}

/** `{"reconnectAfterMs":..}` of a desk that stops; any other reason is for people. */
function waitOf(reason: string | undefined): number | undefined {
  try {
    const { reconnectAfterMs } = JSON.parse(reason ?? "");
    return typeof reconnectAfterMs === "number" ? reconnectAfterMs : undefined;
  } catch {
    return undefined;
  }
}
