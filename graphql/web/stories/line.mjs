/** The line between browsers and the desk, which a story can cut. */
import { createServer, request } from "node:http";
import { connect } from "node:net";

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
  const state = { isCut: false, isSocketShut: false, sockets: new Set() };
  const { hostname: deskName, port: deskPort } = new URL(desk);
  const server = createServer((incoming, outgoing) => {
    const own = page(incoming.url);
    if (own) {
      outgoing.writeHead(200, { "content-type": "text/html; charset=utf-8", ...own.headers });
      outgoing.end(own.html);
      return;
    }
    if (state.isCut || !incoming.url.startsWith(`${below}/`)) {
      outgoing.destroy();
      return;
    }
    const { method, headers } = incoming;
    const path = incoming.url.slice(below.length);
    const asked = request({ hostname: deskName, port: deskPort, path, method, headers });
    asked.on("response", (answer) => {
      outgoing.writeHead(answer.statusCode, answer.headers);
      answer.pipe(outgoing);
    });
    asked.on("error", () => outgoing.destroy());
    incoming.pipe(asked);
  });
  server.on("upgrade", (incoming, socket) => {
    if (state.isCut || state.isSocketShut || !incoming.url.startsWith(`${below}/`)) {
      socket.destroy();
      return;
    }
    const other = connect(Number(deskPort), deskName, () => {
      const lines = Object.entries(incoming.headers).map(([name, value]) => `${name}: ${value}`);
      other.write(
        `GET ${incoming.url.slice(below.length)} HTTP/1.1\r\n${lines.join("\r\n")}\r\n\r\n`,
      );
      socket.pipe(other).pipe(socket);
    });
    state.sockets.add(socket);
    other.on("error", () => socket.destroy());
    socket.on("error", () => other.destroy());
    socket.on("close", () => {
      state.sockets.delete(socket);
      other.destroy();
    });
  });
  server.listen(port, hostname);
  return {
    url: `http://${hostname}:${port}${below}`,
    /** The line is cut, and none comes again. */
    away: (is) => {
      state.isCut = is;
      for (const socket of is ? state.sockets : []) {
        socket.destroy();
      }
    },
    /** No socket comes through; all else does. */
    shut: (is) => {
      state.isSocketShut = is;
    },
    end: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}
