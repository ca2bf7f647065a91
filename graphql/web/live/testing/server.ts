/** A server that speaks the real protocols about the real schema; what it answers is the test's. */
import { readFileSync } from "node:fs";
import { createServer, type IncomingMessage, type Server } from "node:http";
import { createRequire } from "node:module";
import type { AddressInfo, Socket } from "node:net";
import { createHandler } from "graphql-sse/lib/use/http";
import { useServer as serveSockets } from "graphql-ws/use/ws";
import { type WebSocket, WebSocketServer } from "ws";

// The very instance that the two handlers have: another one's schema is none to them.
const { buildSchema, graphql, parse } = createRequire(import.meta.url)(
  "graphql",
) as typeof import("graphql");

const SDL = new URL("../../../schema/schema.graphql", import.meta.url);
const schema = buildSchema(readFileSync(SDL, "utf8"), { assumeValid: true });

export type Root = Record<string, object>;

export class TestServer {
  /** How often a socket was asked for. */
  upgrades = 0;
  /** A proxy in the way: sockets never open. */
  refusesSockets = false;
  /** A network that swallows everything: nobody answers a socket. */
  swallowsSockets = false;
  /** Whoever asks is let in no more (4403). */
  refusesSessions = false;
  readonly #server: Server;
  readonly #sockets = new Set<WebSocket>();
  readonly #lines = new Set<Socket>();

  private constructor(root: Root) {
    const events = createHandler({
      onSubscribe: (_, { query, variables }) => ({
        schema,
        document: parse(String(query)),
        rootValue: root,
        contextValue: undefined,
        variableValues: variables ?? {},
      }),
    });
    this.#server = createServer(async (request, response) => {
      if (request.headers.accept === "text/event-stream") {
        events(request, response);
        return;
      }
      const { query, variables } = JSON.parse(await bodyOf(request));
      const result = await graphql({
        schema,
        source: query,
        variableValues: variables,
        rootValue: root,
      });
      response.setHeader("content-type", "application/graphql-response+json");
      response.end(JSON.stringify(result));
    });
    const sockets = new WebSocketServer({ noServer: true });
    const roots = { query: root, mutation: root, subscription: root };
    serveSockets({ schema, roots, onConnect: () => !this.refusesSessions }, sockets);
    this.#server.on("connection", (line) => {
      this.#lines.add(line);
      line.on("close", () => this.#lines.delete(line));
    });
    this.#server.on("upgrade", (request, line, head) => {
      this.upgrades += 1;
      if (this.refusesSockets) {
        line.destroy();
      }
      if (this.refusesSockets || this.swallowsSockets) {
        return;
      }
      sockets.handleUpgrade(request, line, head, (socket) => {
        this.#sockets.add(socket);
        socket.on("close", () => this.#sockets.delete(socket));
        sockets.emit("connection", socket, request);
      });
    });
  }

  static async start(root: Root, port = 0): Promise<TestServer> {
    const server = new TestServer(root);
    await new Promise<void>((resolve) => server.#server.listen(port, "127.0.0.1", resolve));
    return server;
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}/graphql`;
  }

  get socketUrl(): string {
    return this.url.replace("http", "ws");
  }

  /** The network is gone, without a word. */
  cut(): void {
    for (const socket of this.#sockets) {
      socket.terminate();
    }
    for (const line of this.#lines) {
      line.destroy();
    }
  }

  /** The line stands, but nobody reads it. */
  fallSilent(): void {
    for (const line of this.#lines) {
      line.pause();
    }
  }

  /** The server ends all sockets and says why. */
  end(code: number, reason = ""): void {
    for (const socket of this.#sockets) {
      socket.close(code, reason);
    }
  }

  async close(): Promise<void> {
    this.cut();
    await new Promise((resolve) => this.#server.close(resolve));
  }
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  let body = "";
  for await (const bytes of request) {
    body += bytes;
  }
  return body;
}

/** A log of events as the server keeps it: replayed behind a cursor, then live. */
export class Log {
  /** With which cursor each subscription began. */
  readonly asked: (string | null)[] = [];
  #entries: { cursor: string; batch: unknown }[] = [];
  #wake = new Set<() => void>();

  get head(): string {
    return this.#entries.at(-1)?.cursor ?? "c0";
  }

  /** Appends a batch of events; each gets a cursor of its own. */
  append(events: Record<string, unknown>[], reset: unknown = null): void {
    const first = Number(this.head.slice(1));
    const told = events.map((event, index) => ({
      at: "2026-11-27T14:02:00Z",
      changed: [],
      subjectId: null,
      ...event,
      cursor: `c${first + index + 1}`,
    }));
    const cursor = `c${first + Math.max(events.length, 1)}`;
    this.#entries.push({ cursor, batch: { cursor, reset, events: told } });
    for (const wake of this.#wake) {
      wake();
    }
  }

  /** The field of the subscription's root. */
  async *follow(after: string | null): AsyncGenerator<{ events: unknown }> {
    this.asked.push(after);
    const from = after ?? this.head;
    const isAfter = ({ cursor }: { cursor: string }) =>
      Number(cursor.slice(1)) > Number(from.slice(1));
    let index = this.#entries.findIndex(isAfter);
    index = index < 0 ? this.#entries.length : index;
    let ring = () => {};
    const bell = () => ring();
    this.#wake.add(bell);
    try {
      for (;;) {
        const entry = this.#entries[index];
        if (entry) {
          index += 1;
          yield { events: entry.batch };
        } else {
          await new Promise<void>((resolve) => {
            ring = resolve;
          });
        }
      }
    } finally {
      this.#wake.delete(bell);
    }
  }
}
