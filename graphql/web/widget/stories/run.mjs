/**
 * The widget in a real browser against a real switchboard:
 *   npm run test:stories -- [--shots] [NAME..]
 * `SWITCHBOARD_BIN` and `CHROMIUM` say where things are. Needs `npm run build` before. With `--shots` every
 * state is pictured in `dist/shots`.
 */
import { mkdirSync } from "node:fs";
import { env, exit, stderr, stdout } from "node:process";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";
import { freePort, IDENTITY_SECRET, startDesk } from "../../stories/desk.mjs";
import { PATIENCE_MS } from "./acts.mjs";
import { startHost } from "./host.mjs";
import { SHOTS } from "./shots.mjs";
import { STORIES } from "./stories.mjs";

const repository = fileURLToPath(new URL("../../../../", import.meta.url));
const binary = env["SWITCHBOARD_BIN"] ?? `${repository}target/debug/switchboard`;
const wanted = process.argv.slice(2).filter((word) => !word.startsWith("--"));
const table = process.argv.includes("--shots") ? SHOTS : STORIES;

const [port, foreignPort] = [await freePort(), await freePort()];
const origins = [`http://127.0.0.1:${port}`, `http://localhost:${foreignPort}`];
const desk = await startDesk({ binary, origins });
desk.channel("site");
desk.channel(
  "fields",
  `ask_name = "OPTIONAL"\nask_email = "REQUIRED"\ngreeting = "Hello! Tell us the page and the transaction id."`,
);
desk.channel(
  "consent",
  `[settings.consent]\nversion = "2026-01"\ntext = "We keep what you write, to answer it."\nurl = "https://shop.example.org/privacy"`,
);
desk.channel("named", "is_identity_required = true", `identity_secret = "${IDENTITY_SECRET}"`);
desk.channel("signed", "", `identity_secret = "${IDENTITY_SECRET}"`);
const host = startHost({ port, desk: desk.url });
const foreign = startHost({
  port: foreignPort,
  desk: desk.url,
  own: host.url,
  hostname: "localhost",
});
const refused = startHost({
  port: await freePort(),
  desk: desk.url,
  own: host.url,
  hostname: "localhost",
});
const browser = await chromium.launch({
  executablePath: env["CHROMIUM"] ?? "/usr/bin/chromium",
  args: "--headless --no-sandbox --disable-gpu --disable-background-networking --disable-component-update --disable-sync".split(
    " ",
  ),
});
const shots = fileURLToPath(new URL("../../dist/shots", import.meta.url));
mkdirSync(shots, { recursive: true });

let failed = 0;
for (const [name, story] of Object.entries(table)) {
  if (wanted.length > 0 && !wanted.some((part) => name.includes(part))) {
    continue;
  }
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
    await story({ desk, host, foreign, refused, visitor, shot });
    stdout.write(`ok   ${name}\n`);
  } catch (error) {
    failed += 1;
    stderr.write(`FAIL ${name}\n${error.stack}\n`);
    const page = contexts[0]?.pages()[0];
    await page?.screenshot({ path: `${shots}/failed_${name}.png` }).catch(() => undefined);
  } finally {
    host.away(false);
    host.state.isSocketShut = false;
    await Promise.all(contexts.map((context) => context.close()));
  }
}
await browser.close();
for (const server of [host, foreign, refused]) {
  server.end();
}
await desk.end();
exit(failed === 0 ? 0 : 1);
