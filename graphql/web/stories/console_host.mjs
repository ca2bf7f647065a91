/** The console as a server gives it: its page at every address that is nobody else's, and the desk's paths passed on. */
import { createReadStream, existsSync, readFileSync } from "node:fs";
import { createServer, request } from "node:http";
import { connect } from "node:net";
import { extname, join } from "node:path";
import { fileURLToPath } from "node:url";

const DIST = fileURLToPath(new URL("../dist", import.meta.url));
const DESK_PATHS =
  /^\/(graphql|visitor|session|uploads|files|exports|hooks|healthz|readyz|metrics)(\/|\?|$)/;
/** A page for whoever opens them, and answered by the desk to whoever asks. */
const BOTH = /^\/(setup|invitation)(\/|\?|$)/;
const TYPES = { ".js": "text/javascript", ".css": "text/css" };
const NONCE = "stories";

const policy = (host) =>
  [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${NONCE}'`,
    `connect-src 'self' ws://${host}`,
    "img-src 'self' blob:",
    "media-src 'self' blob:",
    "font-src 'self'",
    "worker-src 'self'",
    "manifest-src 'self'",
    "frame-src 'self'",
    "frame-ancestors 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "require-trusted-types-for 'script'",
    "trusted-types sw",
  ].join("; ");

export function startConsoleHost({ port, desk }) {
  const state = { isDeskAway: false, sockets: new Set() };
  const { hostname, port: deskPort, host: deskHost } = new URL(desk);
  const onward = (headers) => ({
    ...headers,
    host: deskHost,
    ...(headers.origin && { origin: desk }),
  });
  const server = createServer((incoming, outgoing) => {
    const wantsPage = incoming.method === "GET" && incoming.headers.accept?.includes("text/html");
    if (DESK_PATHS.test(incoming.url) || (BOTH.test(incoming.url) && !wantsPage)) {
      if (state.isDeskAway) {
        outgoing.destroy();
        return;
      }
      const { url: path, method, headers } = incoming;
      const asked = request({ hostname, port: deskPort, path, method, headers: onward(headers) });
      asked.on("response", (answer) => {
        outgoing.writeHead(answer.statusCode, answer.headers);
        answer.pipe(outgoing);
      });
      asked.on("error", () => outgoing.destroy());
      incoming.pipe(asked);
      return;
    }
    const file = join(DIST, "console", incoming.url);
    if (incoming.url.startsWith("/assets/") && existsSync(file)) {
      outgoing.writeHead(200, {
        "content-type": TYPES[extname(file)] ?? "application/octet-stream",
      });
      createReadStream(file).pipe(outgoing);
      return;
    }
    const html = readFileSync(join(DIST, "console/index.html"), "utf8");
    outgoing.writeHead(200, {
      "content-type": "text/html; charset=utf-8",
      "content-security-policy": policy(incoming.headers.host),
      "cross-origin-opener-policy": "same-origin",
    });
    // At an address below another the assets stand where they stand.
    outgoing.end(html.replaceAll("SWITCHBOARD_NONCE", NONCE).replaceAll('"./assets/', '"/assets/'));
  });
  server.on("upgrade", (incoming, socket) => {
    if (state.isDeskAway) {
      socket.destroy();
      return;
    }
    const other = connect(Number(deskPort), hostname, () => {
      const lines = Object.entries(onward(incoming.headers)).map(
        ([name, value]) => `${name}: ${value}`,
      );
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
      state.isDeskAway = is;
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
