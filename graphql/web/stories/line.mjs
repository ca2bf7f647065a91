/** The line between browsers and the desk, which a story can cut. */
import { createServer, request } from "node:http";
import { connect } from "node:net";

export function startLine({ port, desk }) {
  const state = { isCut: false, sockets: new Set() };
  const { hostname, port: deskPort } = new URL(desk);
  const server = createServer((incoming, outgoing) => {
    if (state.isCut) {
      outgoing.destroy();
      return;
    }
    const { url: path, method, headers } = incoming;
    const asked = request({ hostname, port: deskPort, path, method, headers });
    asked.on("response", (answer) => {
      outgoing.writeHead(answer.statusCode, answer.headers);
      answer.pipe(outgoing);
    });
    asked.on("error", () => outgoing.destroy());
    incoming.pipe(asked);
  });
  server.on("upgrade", (incoming, socket) => {
    if (state.isCut) {
      socket.destroy();
      return;
    }
    const other = connect(Number(deskPort), hostname, () => {
      const lines = Object.entries(incoming.headers).map(([name, value]) => `${name}: ${value}`);
      other.write(`GET ${incoming.url} HTTP/1.1\r\n${lines.join("\r\n")}\r\n\r\n`);
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
  server.listen(port, "127.0.0.1");
  return {
    url: `http://127.0.0.1:${port}`,
    /** The line is cut, and none comes again. */
    away: (is) => {
      state.isCut = is;
      for (const socket of is ? state.sockets : []) {
        socket.destroy();
      }
    },
    end: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}
