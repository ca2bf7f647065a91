/** The line between browsers and the desk, which a story can cut, or have die without a word. */
import { createServer, request } from "node:http";
import { connect, Socket } from "node:net";
import { buffer } from "node:stream/consumers";

/**
 * `page` gives what is no path of the desk, as `{ html, headers }`: the line brings it even when it is cut. Where the desk
 * stands `below` a path, the line takes it away.
 */
export function startLine({
  port,
  desk,
  hostname = "127.0.0.1",
  below = "",
  page = () => undefined,
}) {
  const state = { isCut: false, isSilent: false, isSocketShut: false, tries: 0, lost: undefined };
  /** What comes through now: each browser's end, and the desk's where there is one. */
  const open = new Map();
  const { hostname: deskName, port: deskPort } = new URL(desk);
  const isBeside = (path) => !path.startsWith(`${below}/`);
  const server = createServer(async (incoming, outgoing) => {
    const own = page(incoming.url);
    if (own) {
      outgoing.writeHead(200, { "content-type": "text/html; charset=utf-8", ...own.headers });
      outgoing.end(own.html);
      return;
    }
    if (state.isCut || isBeside(incoming.url)) {
      outgoing.destroy();
      return;
    }
    if (state.isSilent) {
      return;
    }
    const { method, headers } = incoming;
    const path = incoming.url.slice(below.length);
    const body = await buffer(incoming).catch(() => undefined);
    if (body === undefined) {
      return;
    }
    const asked = request({ hostname: deskName, port: deskPort, path, method, headers });
    asked.on("response", (answer) => {
      if (state.lost && body.includes(state.lost.text)) {
        const { isDone } = state.lost;
        state.lost = undefined;
        answer.resume();
        answer.on("end", () => {
          outgoing.destroy();
          isDone();
        });
        return;
      }
      outgoing.writeHead(answer.statusCode, answer.headers);
      answer.pipe(outgoing);
      open.set(outgoing, answer);
      outgoing.on("close", () => {
        open.delete(outgoing);
        answer.destroy();
      });
    });
    asked.on("error", () => outgoing.destroy());
    asked.end(body);
  });
  server.on("upgrade", (incoming, socket) => {
    state.tries += 1;
    socket.on("error", () => socket.destroy());
    if (state.isCut || state.isSocketShut || isBeside(incoming.url)) {
      socket.destroy();
      return;
    }
    open.set(socket, undefined);
    socket.on("close", () => open.delete(socket));
    if (state.isSilent) {
      return;
    }
    const other = connect(Number(deskPort), deskName, () => {
      const lines = Object.entries(incoming.headers).map(([name, value]) => `${name}: ${value}`);
      const path = incoming.url.slice(below.length);
      other.write(`GET ${path} HTTP/1.1\r\n${lines.join("\r\n")}\r\n\r\n`);
      socket.pipe(other).pipe(socket);
      open.set(socket, other);
    });
    other.on("error", () => socket.destroy());
    socket.on("close", () => other.destroy());
  });
  server.listen(port, hostname);
  return {
    url: `http://${hostname}:${port}${below}`,
    /** The line is cut, and none comes again. */
    away: (is) => {
      state.isCut = is;
      for (const one of is ? open.keys() : []) {
        one.destroy();
      }
    },
    /** Half open: whoever is connected or connects stays so, and nothing comes through. What was silent once stays so. */
    silent: (is) => {
      state.isSilent = is;
      for (const [one, other] of is ? open : []) {
        other?.unpipe(one);
        other?.resume();
        if (other && one instanceof Socket) {
          one.unpipe(other);
          one.resume();
        }
      }
    },
    /** No socket comes through; all else does. */
    shut: (is) => {
      state.isSocketShut = is;
    },
    /** What is asked next with this text in it is done, and the answer lost with its line; fulfilled when it is. */
    lose: (text) =>
      new Promise((resolve) => {
        state.lost = { text, isDone: resolve };
      }),
    /** How often a socket was asked for. */
    get tries() {
      return state.tries;
    },
    /** As it was at first. */
    mend: () => {
      Object.assign(state, { isCut: false, isSilent: false, isSocketShut: false, lost: undefined });
    },
    end: () => {
      server.closeAllConnections();
      server.close();
      for (const one of open.keys()) {
        one.destroy();
      }
    },
  };
}
