/** A line to the server on which subscriptions run: a socket, or server-sent events. */
import type { ExecutionResult } from "graphql";

export interface Operation {
  /** Absent where the server knows the document by the hash in `extensions`. */
  query?: string;
  variables?: Record<string, unknown>;
  extensions?: Record<string, unknown>;
}

export type Result = Pick<ExecutionResult, "data" | "errors" | "extensions">;

export interface Sink {
  next(result: Result): void;
  /** The server refused this subscription, or the whole line is lost. */
  end(end: End): void;
}

export type End = { kind: "completed" } | { kind: "refused"; errors: readonly Refusal[] } | Lost;

/** `code` is the socket's; a server that stops, or is asked too much, says when to come again. */
export type Lost = { kind: "lost"; code?: number; retryAfterMs?: number };

export interface Refusal {
  message: string;
  extensions?: Record<string, unknown>;
}

export interface Transport {
  subscribe(operation: Operation, sink: Sink): () => void;
  /** Asks whether anybody is there; a dead line is dropped. */
  probe(): void;
  dispose(): void;
}

/** What a transport tells of its line. */
export interface LineEvents {
  /** The server has taken it in. */
  live(): void;
  /** It is gone; had it been open. */
  closed(wasOpen: boolean): void;
}
