/** Subscriptions over server-sent events, for networks that let no socket through. Loaded when it is needed. */
import { createClient, NetworkError, type RequestParams } from "graphql-sse";
import type { End, LineEvents, Transport } from "./transport";

export interface EventStreamOptions {
  url: string;
  headers?: () => Record<string, string>;
  credentials?: RequestCredentials;
  fetch?: typeof fetch;
  /** After such a silence the line is dead. */
  quietMs?: number;
}

/** Knows no limits of its own: a module that two chunks import would be a request of its own. */
export function eventStreamTransport(
  options: EventStreamOptions & { quietMs: number },
  events: LineEvents,
): Transport {
  const ask = options.fetch ?? fetch;
  const { quietMs } = options;
  let wasOpen = false;
  const client = createClient({
    url: options.url,
    headers: () => options.headers?.() ?? {},
    credentials: options.credentials ?? "same-origin",
    retryAttempts: 0,
    fetchFn: (url: string, request: RequestInit) => listened(ask(url, request), quietMs),
  });
  return {
    subscribe: (operation, sink) =>
      client.subscribe(
        // What goes by its hash has no text.
        operation as RequestParams,
        {
          next: (result) => sink.next(result as Parameters<typeof sink.next>[0]),
          error: (cause) => {
            events.closed(wasOpen);
            sink.end(endOf(cause));
          },
          complete: () => sink.end({ kind: "completed" }),
        },
        {
          connecting: () => {
            wasOpen = false;
          },
          connected: () => {
            wasOpen = true;
            events.live();
          },
        },
      ),
    probe() {
      // Nothing can be asked on a stream that only tells; its silence ends it.
    },
    dispose: () => client.dispose(),
  };
}

/** The answer, whose body fails after a silence: nothing else finds a line that is half open. */
async function listened(asked: Promise<Response>, quietMs: number): Promise<Response> {
  const answer = await asked;
  if (!answer.body) {
    return answer;
  }
  let silence: ReturnType<typeof setTimeout> | undefined;
  const watch = new TransformStream<Uint8Array, Uint8Array>({
    start: wait,
    transform(bytes, controller) {
      clearTimeout(silence);
      controller.enqueue(bytes);
      wait(controller);
    },
    flush: () => clearTimeout(silence),
  });
  function wait(controller: TransformStreamDefaultController<Uint8Array>) {
    silence = setTimeout(() => controller.error(new Error("the stream fell silent")), quietMs);
  }
  const { status, statusText, headers } = answer;
  return new Response(answer.body.pipeThrough(watch), { status, statusText, headers });
}

/** The close codes of a socket, for what HTTP says with others. */
const CODES: Record<number, number> = { 401: 4401, 403: 4403 };

function endOf(cause: unknown): End {
  const code = cause instanceof NetworkError ? CODES[cause.response?.status ?? 0] : undefined;
  return code ? { kind: "lost", code } : { kind: "lost" };
}
