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
    subscribe: ({ query, variables, extensions }, sink) =>
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
  const code = typeof cause === "object" && cause && "code" in cause ? cause.code : undefined;
  return typeof code === "number" ? { kind: "lost", code } : { kind: "lost" };
}
