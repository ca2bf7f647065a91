/**
 * The widget in a real browser against a real switchboard:
 *   npm run test:stories -- [--shots] [NAME..]
 * `SWITCHBOARD_BIN` and `CHROMIUM` say where things are. Needs `npm run build` before. With `--shots` every
 * state is pictured in `dist/shots`. Where `SWITCHBOARD_TEST_POSTGRES` names a server, some are told on it as well.
 */
import { mkdirSync } from "node:fs";
import { env, stderr, stdout } from "node:process";
import { fileURLToPath } from "node:url";
import { beside, startBrowser } from "../../stories/beside.mjs";
import { isThere } from "../../stories/database.mjs";
import { freePort, IDENTITY_SECRET, startDesk } from "../../stories/desk.mjs";
import { PATIENCE_MS } from "./acts.mjs";
import { startHost } from "./host.mjs";
import { SHOTS } from "./shots.mjs";
import { ON_POSTGRES, STORIES } from "./stories.mjs";

const repository = fileURLToPath(new URL("../../../../", import.meta.url));
const binary = env["SWITCHBOARD_BIN"] ?? `${repository}target/debug/switchboard`;
const wanted = process.argv.slice(2).filter((word) => !word.startsWith("--"));
const isPictured = process.argv.includes("--shots");
const table = isPictured ? SHOTS : STORIES;
const names = Object.keys(table).filter(
  (name) => wanted.length === 0 || wanted.some((part) => name.includes(part)),
);
const shots = fileURLToPath(new URL("../../dist/shots", import.meta.url));
mkdirSync(shots, { recursive: true });

const onSqlite = names.map((name) => ({ name, onPostgres: false }));
const onPostgres = names
  .filter((name) => isThere && !isPictured && ON_POSTGRES.includes(name))
  .map((name) => ({ name, onPostgres: true }));

await beside([...onSqlite, ...onPostgres], async () => {
  const browser = await startBrowser();
  const opened = new Map();
  const places = async (onPostgres) => {
    const there = opened.get(onPostgres) ?? (await open(onPostgres));
    opened.set(onPostgres, there);
    return there;
  };
  return {
    tell: async ({ name, onPostgres }) => {
      const { end: _, ...there } = await places(onPostgres);
      return told(name, onPostgres ? " on PostgreSQL" : "", { browser, ...there });
    },
    end: async () => {
      await browser.close();
      for (const { end } of opened.values()) {
        await end();
      }
    },
  };
});

/** A desk with a channel for each way in which companies have the widget, and the companies' servers. */
async function open(onPostgres) {
  const [port, foreignPort] = [await freePort(), await freePort()];
  const origins = [`http://127.0.0.1:${port}`, `http://localhost:${foreignPort}`];
  const desk = await startDesk({ binary, origins, onPostgres });
  const channel = (key, { settings = "", look = "", secrets = "" } = {}) =>
    desk.channel(key, `look = { title = "Pay Support"${look} }\n${settings}`, secrets);
  const secrets = `identity_secret = "${IDENTITY_SECRET}"`;
  channel("site");
  channel("fields", {
    settings: `ask_name = "OPTIONAL"\nask_email = "REQUIRED"\ngreeting = "Hello! Tell us the page and the transaction id."`,
  });
  channel("consent", {
    settings: `[settings.consent]\nversion = "2026-01"\ntext = "We keep what you write, to answer it."\nurl = "https://shop.example.org/privacy"`,
  });
  channel("evening", {
    settings: `greeting = "Hello!"\nclosed_text = "We sleep, and read it first."`,
  });
  channel("named", { settings: "is_identity_required = true", secrets });
  channel("signed", { secrets });
  if (isPictured) {
    channel("yellow", { look: `, accent = "#FFD400"` });
    channel("start", { look: `, side = "START"` });
  }
  const host = startHost({ port, desk: desk.url });
  const elsewhere = { desk: desk.url, own: host.url, hostname: "localhost" };
  const foreign = startHost({ port: foreignPort, ...elsewhere });
  const refused = startHost({ port: await freePort(), ...elsewhere });
  const end = async () => {
    for (const server of [host, foreign, refused]) {
      server.end();
    }
    await desk.end();
  };
  return { desk, host, foreign, refused, end };
}

/** How many stories failed of this one. */
async function told(name, where, { browser, host, ...places }) {
  const contexts = [];
  /** A browser of somebody: pages, what they report, what leaves them. */
  const visitor = async (options = {}) => {
    const context = await browser.newContext({
      viewport: { width: 1000, height: 760 },
      locale: "en-GB",
      ...options,
    });
    contexts.push(context);
    const page = await context.newPage();
    page.setDefaultTimeout(PATIENCE_MS);
    const reports = [];
    const requests = [];
    page.on("console", (message) => message.type() === "error" && reports.push(message.text()));
    page.on("pageerror", (error) => reports.push(String(error)));
    if (env["FRAMES"]) {
      page.on("websocket", (socket) => {
        socket.on("framesent", ({ payload }) => stdout.write(`> ${payload}\n`));
        socket.on("framereceived", ({ payload }) => stdout.write(`< ${payload}\n`));
        socket.on("close", () => stdout.write("closed\n"));
      });
    }
    page.on("request", (request) => requests.push(request.url()));
    return { context, page, reports, requests };
  };
  const shot = (page, as) => page.screenshot({ path: `${shots}/${as}.png` });
  try {
    await table[name]({ host, visitor, shot, ...places });
    stdout.write(`ok   ${name}${where}\n`);
    return 0;
  } catch (error) {
    stdout.write(`FAIL ${name}${where}\n`);
    stderr.write(`${error.stack}\n`);
    const page = contexts[0]?.pages()[0];
    await page?.screenshot({ path: `${shots}/failed_${name}.png` }).catch(() => undefined);
    return 1;
  } finally {
    host.mend();
    await Promise.all(contexts.map((context) => context.close()));
  }
}
