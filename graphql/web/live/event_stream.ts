/** Subscriptions over server-sent events, for networks that let no socket through. Loaded when it is needed. */
import { createClient, NetworkError } from "graphql-sse";
import { EVENT_STREAM_QUIET_MS } from "./limits";
import type { End, LineEvents, Transport } from "./transport";

export interface EventStreamOptions {
  url: string;
  headers?: () => Record<string, string>;
  fetch?: typeof fetch;
  quietMs?: number;
}

export function eventStreamTransport(options: EventStreamOptions, events: LineEvents): Transport {
  const ask = options.fetch ?? fetch;
  const quietMs = options.quietMs ?? EVENT_STREAM_QUIET_MS;
  let wasOpen = false;
  const client = createClient({
    url: options.url,
    headers: () => options.headers?.() ?? {},
    retryAttempts: 0,
    fetchFn: (url: string, request: RequestInit) => listened(ask(url, request), quietMs),
  });
  return {
    subscribe: (operation, sink) =>
      client.subscribe(
        operation,
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
