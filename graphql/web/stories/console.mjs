/**
 * The console in a real browser against a real switchboard: every `console/**\/*.stories.mjs`.
 *   node stories/console.mjs [NAME..]
 * Needs `npm run build` before; pictures go to `dist/shots`. A story gets a desk of its file's own, which the
 * file's other stories share. Where `SWITCHBOARD_TEST_POSTGRES` names a server, the files that say `ON_POSTGRES` are told
 * on it as well. `STORIES_SLOWNESS=6` has pages compute six times slower.
 */
import { ok } from "node:assert/strict";
import { mkdirSync, readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { env, stderr, stdout } from "node:process";
import { fileURLToPath } from "node:url";

import { beside, startBrowser } from "./beside.mjs";
import { isThere } from "./database.mjs";
import { EMAIL, freePort, PASSWORD, startDesk } from "./desk.mjs";
import { seesFirst } from "./keyboard.mjs";
import { startLine } from "./line.mjs";

const root = fileURLToPath(new URL("../", import.meta.url));
const binary = env["SWITCHBOARD_BIN"] ?? `${root}../../target/debug/switchboard`;
const wanted = process.argv.slice(2);
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const shots = `${root}dist/shots`;
mkdirSync(shots, { recursive: true });
/** How many times slower pages compute: finds the stories that do not wait for what they press. */
const SLOWNESS = Number(env["STORIES_SLOWNESS"] ?? 1);
/** Nothing of a page comes from anywhere else. */
const OWN = /^(http:\/\/(127\.0\.0\.1|localhost):|data:|blob:|about:)/;

/** The files with what is wanted of them, the longest first: none is begun when all others have ended. */
const files = readdirSync(`${root}console`, { recursive: true })
  .filter((path) => path.endsWith(".stories.mjs"))
  .sort();
const parts = [];
for (const path of files) {
  const { STORIES, DESK, ON_POSTGRES } = await import(`${root}console/${path}`);
  const names = Object.keys(STORIES).filter(
    (name) => wanted.length === 0 || wanted.some((part) => name.includes(part)),
  );
  if (names.length > 0) {
    parts.push({ STORIES, DESK, names, where: "" });
    if (ON_POSTGRES && isThere) {
      parts.push({ STORIES, DESK: { ...DESK, onPostgres: true }, names, where: " on PostgreSQL" });
    }
  }
}
parts.sort((one, other) => other.names.length - one.names.length);

await beside(parts, async () => {
  const browser = await startBrowser();
  const tell = async ({ STORIES, DESK, names, where }) => {
    const { desk, host, end } = await open(DESK);
    let failed = 0;
    for (const name of names) {
      failed += await told(`${name}${where}`, STORIES[name], { browser, desk, host });
    }
    await end();
    return failed;
  };
  return { tell, end: () => browser.close() };
});

/** A desk, and the line to it; `below` a path of its host where it is said. */
async function open({ below = "", settings, ...options } = {}) {
  const port = await freePort();
  const own = `http://127.0.0.1:${port}`;
  const placed = { ...settings, ...(below && { SWITCHBOARD_SERVER_PUBLIC_URL: own + below }) };
  const desk = await startDesk({ binary, origins: [own], settings: placed, ...options });
  const host = startLine({ port, desk: desk.url, below });
  const end = async () => {
    host.end();
    await desk.end();
  };
  return { desk, host, end };
}

/** How many stories failed of this one. */
async function told(name, story, { browser, desk, host }) {
  const contexts = [];
  const reports = [];
  /** What the story itself brings the page to report. */
  const meant = [/^Failed to load resource/];
  const means = (report) => meant.push(report);
  /** A browser of somebody. */
  const person = async (options = {}) => {
    const context = await browser.newContext({
      viewport: { width: 1280, height: 800 },
      locale: "en-GB",
      ...options,
    });
    contexts.push(context);
    const page = await context.newPage();
    page.setDefaultTimeout(30_000);
    seesFirst(page);
    context.on("page", (other) => {
      seesFirst(other);
      watch(other, reports);
      void slow(other).catch(() => undefined);
    });
    watch(page, reports);
    await slow(page);
    context.on("request", (request) => {
      if (!OWN.test(request.url())) {
        reports.push(`asks elsewhere: ${request.url()}`);
      }
    });
    return { context, page };
  };
  /** One who has signed in. */
  const operator = async ({ email = EMAIL, password = PASSWORD, path = "/", ...options } = {}) => {
    const { context, page } = await person(options);
    const answer = await context.request.post(`${host.url}/session`, { data: { email, password } });
    ok(answer.ok(), `${email} does not come in: ${answer.status()}`);
    await page.goto(`${host.url}${path}`);
    return { context, page, ask: (query, variables) => asked(context, desk, query, variables) };
  };
  const shot = (page, as) => page.screenshot({ path: `${shots}/${as}.png` });
  try {
    await story({ desk, host, person, operator, shot, accessible, means });
    // What a server refuses or a cut line does not bring is the story's own, too.
    const wrong = reports.filter((text) => meant.every((one) => !one.test(text)));
    ok(wrong.length === 0, `the page reports: ${wrong.join("\n")}`);
    stdout.write(`ok   ${name}\n`);
    return 0;
  } catch (error) {
    stdout.write(`FAIL ${name}\n`);
    stderr.write(`${error.stack}\n${reports.join("\n")}\n`);
    const page = contexts.at(-1)?.pages().at(-1);
    await page?.screenshot({ path: `${shots}/failed_${name}.png` }).catch(() => undefined);
    return 1;
  } finally {
    host.mend();
    await Promise.all(contexts.map((context) => context.close()));
  }
}

/** What the signed-in one asks for beside their page. */
async function asked(context, desk, query, variables) {
  const answer = await context.request.post(`${desk.url}/graphql`, {
    headers: { "x-switchboard-csrf": "1", origin: desk.url },
    data: { query, variables },
  });
  const { data, errors } = await answer.json();
  const userErrors = Object.values(data ?? {}).flatMap((payload) => payload?.userErrors ?? []);
  ok(data && userErrors.length === 0, JSON.stringify(errors ?? userErrors));
  return data;
}

async function slow(page) {
  if (SLOWNESS > 1) {
    const session = await page.context().newCDPSession(page);
    await session.send("Emulation.setCPUThrottlingRate", { rate: SLOWNESS });
  }
}

function watch(page, reports) {
  page.on("console", (message) => message.type() === "error" && reports.push(message.text()));
  page.on("pageerror", (error) => reports.push(String(error)));
}

/** Fails with what axe finds on the page as it is, but for what has been said by reference to what may have gone. */
async function accessible(page) {
  // What moves has other colours on its way.
  await page.waitForTimeout(350);
  await page.evaluate(() => {
    const ends = ({ effect }) => Number.isFinite(effect?.getComputedTiming().endTime);
    return Promise.allSettled(
      document
        .getAnimations()
        .filter(ends)
        .map((one) => one.finished),
    );
  });
  // The policy lets no script in that is not the server's; the browser's own tools may.
  const { violations } = await page.evaluate(
    `(() => { const module = undefined; ${axe}; return window.axe.run({ exclude: ["[data-live-announcer] [role=img]"] }, { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] }); })()`,
  );
  const found = violations.map(
    ({ id, nodes }) =>
      `${id}: ${nodes.map(({ html, failureSummary }) => `${html} ${failureSummary}`).join("\n  ")}`,
  );
  ok(found.length === 0, `axe:\n${found.join("\n")}`);
}
