/** A company's server: pages of all kinds, the loader as the desk composes it, and the desk's paths passed on. */
import { createReadStream, existsSync, readFileSync } from "node:fs";
import { createServer, request } from "node:http";
import { connect } from "node:net";
import { extname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { PAGES } from "./pages.mjs";

const DIST = fileURLToPath(new URL("../../dist", import.meta.url));
const DESK_PATHS = /^\/(visitor|uploads|files)(\/|$)/;
/** What the desk says with the script and the app, so that pages of other origins may have them. */
const OPEN = {
  "access-control-allow-origin": "*",
  "cross-origin-resource-policy": "cross-origin",
};
const TYPES = { ".js": "text/javascript", ".css": "text/css" };

/** `{const SWITCHBOARD={..};` + the loader + `}`, as the manual says. */
export function composed(settings) {
  const manifest = JSON.parse(readFileSync(join(DIST, "widget/manifest.json"), "utf8"));
  const { file } = Object.values(manifest).find(({ isEntry }) => isEntry);
  const loader = readFileSync(join(DIST, "widget/loader.js"), "utf8");
  const whole = {
    label: "Write to us",
    failure: "The chat could not be loaded. Try again.",
    title: "Pay Support",
    accent: "#2B5FD9",
    onAccent: "#FFFFFF",
    side: "end",
    layer: 2147483000,
    app: `/widget/${file}`,
    ...settings,
  };
  return `{const SWITCHBOARD=${JSON.stringify(whole)};${loader}}`;
}

/** `own` is the address of the desk as pages know it: this server's, unless another one is said. */
export function startHost({
  port,
  desk,
  own = `http://127.0.0.1:${port}`,
  hostname = "127.0.0.1",
}) {
  const state = { isDeskAway: false, isSocketShut: false };
  const server = createServer((incoming, outgoing) => {
    const url = new URL(incoming.url, own);
    if (url.pathname === "/favicon.ico") {
      outgoing.writeHead(204).end();
      return;
    }
    if (DESK_PATHS.test(url.pathname)) {
      pass(incoming, outgoing, desk, state);
      return;
    }
    const loader = /^\/widget\/([\w-]+)\.js$/.exec(url.pathname);
    if (loader) {
      const settings = Object.fromEntries(url.searchParams);
      outgoing.writeHead(200, { "content-type": "text/javascript", ...OPEN });
      outgoing.end(composed({ key: loader[1], origin: own, ...settings }));
      return;
    }
    const file = join(DIST, url.pathname);
    if (url.pathname.startsWith("/widget/") && existsSync(file)) {
      outgoing.writeHead(200, {
        "content-type": TYPES[extname(file)] ?? "application/octet-stream",
        ...OPEN,
      });
      createReadStream(file).pipe(outgoing);
      return;
    }
    const page = PAGES[url.pathname.slice(1)];
    if (!page) {
      outgoing.writeHead(404).end();
      return;
    }
    const { headers = {}, html } = page({ desk: own, query: url.searchParams });
    outgoing.writeHead(200, { "content-type": "text/html; charset=utf-8", ...headers });
    outgoing.end(html);
  });
  server.on("upgrade", (incoming, socket) => {
    if (state.isDeskAway || state.isSocketShut) {
      socket.destroy();
      return;
    }
    const { hostname: to, port: at } = new URL(desk);
    const other = connect(Number(at), to, () => {
      const lines = Object.entries(incoming.headers).map(([name, value]) => `${name}: ${value}`);
      other.write(`GET ${incoming.url} HTTP/1.1\r\n${lines.join("\r\n")}\r\n\r\n`);
      socket.pipe(other).pipe(socket);
    });
    state.sockets = [...(state.sockets ?? []), socket];
    other.on("error", () => socket.destroy());
    socket.on("error", () => other.destroy());
    socket.on("close", () => other.destroy());
  });
  server.listen(port, hostname);
  return {
    own,
    url: `http://${hostname}:${port}`,
    state,
    /** The line is cut, and none comes again. */
    away: (is) => {
      state.isDeskAway = is;
      for (const socket of is ? (state.sockets ?? []) : []) {
        socket.destroy();
      }
    },
    end: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

function pass(incoming, outgoing, desk, state) {
  if (state.isDeskAway) {
    outgoing.destroy();
    return;
  }
  const { hostname, port } = new URL(desk);
  const { url: path, method, headers } = incoming;
  const onward = request({ hostname, port, path, method, headers }, (answer) => {
    outgoing.writeHead(answer.statusCode, answer.headers);
    answer.pipe(outgoing);
  });
  onward.on("error", () => outgoing.destroy());
  incoming.pipe(onward);
}
