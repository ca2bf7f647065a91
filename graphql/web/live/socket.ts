/** Subscriptions over one WebSocket, `graphql-transport-ws`. A half-open line is found by its silence. */
import { createClient } from "graphql-ws";
import { IDLE_SOCKET_MS, PING_EVERY_MS, PONG_WITHIN_MS } from "./limits";
import type { End, LineEvents, Transport } from "./transport";

export interface SocketOptions {
  url: string;
  /** What is said on opening; absent where a cookie says who asks. */
  parameters?: () => Record<string, unknown>;
  webSocket?: unknown;
  pingEveryMs?: number;
  pongWithinMs?: number;
}

/** In the place of a text that is not sent: the library wants one, and the server none beside a hash. */
const NONE = "\u0000";

/** The little of a WebSocket that is used past the library. */
interface Line {
  send(text: string): void;
}

export function socketTransport(options: SocketOptions, events: LineEvents): Transport {
  const { pingEveryMs = PING_EVERY_MS, pongWithinMs = PONG_WITHIN_MS } = options;
  let line: Line | undefined;
  let silence: ReturnType<typeof setTimeout> | undefined;
  let wasOpen = false;
  const expectAnswer = () => {
    clearTimeout(silence);
    silence = setTimeout(() => client.terminate(), pongWithinMs);
  };
  const client = createClient({
    url: options.url,
    webSocketImpl: options.webSocket,
    connectionParams: options.parameters,
    // After a cut the library would send the variables of before: the cursor of long ago.
    retryAttempts: 0,
    jsonMessageReplacer: (name, value) => (name === "query" && value === NONE ? undefined : value),
    lazyCloseTimeout: IDLE_SOCKET_MS,
    keepAlive: pingEveryMs,
    on: {
      connecting: () => {
        wasOpen = false;
      },
      opened: () => {
        wasOpen = true;
      },
      connected: (socket) => {
        line = socket as Line;
        events.live();
      },
      ping: (isReceived) => {
        if (!isReceived) {
          expectAnswer();
        }
      },
      message: () => clearTimeout(silence),
      closed: () => {
        line = undefined;
        clearTimeout(silence);
        events.closed(wasOpen);
      },
    },
  });
  return {
    subscribe: ({ query = NONE, variables, extensions }, sink) =>
      client.subscribe(
        { query, variables: variables ?? null, extensions: extensions ?? null },
        {
          next: (result) => sink.next(result as Parameters<typeof sink.next>[0]),
          error: (cause) => sink.end(endOf(cause)),
          complete: () => sink.end({ kind: "completed" }),
        },
      ),
    probe() {
      if (line) {
        expectAnswer();
        line.send('{"type":"ping"}');
      }
    },
    dispose() {
      clearTimeout(silence);
      Promise.resolve(client.dispose()).catch(() => {
        // It never opened.
      });
    },
  };
}

function endOf(cause: unknown): End {
  if (Array.isArray(cause)) {
    return { kind: "refused", errors: cause };
  }
  const { code, reason } = (cause ?? {}) as { code?: unknown; reason?: unknown };
  return { kind: "lost", ...(typeof code === "number" && { code }), ...waitOf(reason) };
}

/** `{"reconnectAfterMs":..}` of a server that stops; any other reason is for people. */
function waitOf(reason: unknown): { retryAfterMs?: number } {
  try {
    const { reconnectAfterMs } = JSON.parse(String(reason));
    return typeof reconnectAfterMs === "number" ? { retryAfterMs: reconnectAfterMs } : {};
  } catch {
    return {};
  }
}
