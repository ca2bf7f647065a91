/**
 * Pictures every screen of console and widget at a demo that runs, on three sizes, light and dark, from left and right.
 *   node scripts/screens.mjs ADDRESS FOLDER [--readme]
 * `cargo xtask screens` starts the demo. With `--readme` the two pictures of the README instead, kept small.
 */
import { mkdirSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { argv, env, exit } from "node:process";
import { chromium } from "playwright-core";
import { ADDRESSES } from "./addresses.mjs";

const EMAIL = "olha@lumenpay.example";
const PASSWORD = "lumen demo desk";
/** The web chats that the demo has, each with another look. */
const CHATS = ["lumen", "lumen-merchants"];
const SIZES = /** @type {const} */ ({
  phone: { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true },
  tablet: { viewport: { width: 820, height: 1180 }, hasTouch: true },
  desktop: { viewport: { width: 1440, height: 900 } },
});
const SCHEMES = /** @type {const} */ (["light", "dark"]);
const LANGUAGES = { en: "en-GB", ar: "ar" };
/** A picture of the README, in bytes. */
const README_BYTES = 150 * 1024;

const [address = "", folder = "", mode] = argv.slice(2);
if (address === "" || folder === "") {
  console.error("node scripts/screens.mjs ADDRESS FOLDER [--readme]");
  exit(2);
}
mkdirSync(folder, { recursive: true });
const browser = await chromium.launch({
  executablePath: env["CHROMIUM"] ?? "/usr/bin/chromium",
  args: "--headless --no-sandbox --disable-gpu --disable-background-networking --disable-sync".split(
    " ",
  ),
});

/** A browser of the first operator. @param {import("playwright-core").BrowserContextOptions} options */
async function signedIn(options) {
  const context = await browser.newContext(options);
  const answer = await context.request.post(`${address}/session`, {
    data: { email: EMAIL, password: PASSWORD },
  });
  if (!answer.ok()) {
    throw new Error(`the demo lets nobody in: ${answer.status()}`);
  }
  return context;
}

/** @param {import("playwright-core").BrowserContext} context @param {string} query */
async function ask(context, query) {
  const answer = await context.request.post(`${address}/graphql`, {
    headers: { "x-switchboard-csrf": "1", origin: address },
    data: { query },
  });
  const { data, errors } = await answer.json();
  if (errors) {
    throw new Error(JSON.stringify(errors));
  }
  return data;
}

/** What is loading has loaded, and what moves has come to rest. @param {import("playwright-core").Page} page */
async function rest(page) {
  await page.locator("main, form, [role=dialog]").first().waitFor();
  await page.waitForFunction(
    () =>
      document.fonts.status === "loaded" &&
      !document.querySelector("[aria-busy=true], [data-loading]"),
  );
  await page.waitForTimeout(700);
}

/** The web chat offers to write. @param {import("playwright-core").Page} page */
async function chatRests(page) {
  await page.getByRole("button").first().waitFor();
  await page.waitForTimeout(700);
}

/** The chat that is shown, of a customer who has heard something, and that customer. @param {import("playwright-core").BrowserContext} context */
async function shown(context) {
  const { chats } = await ask(
    context,
    "{ chats(first: 50) { nodes { number contact { id } messages(last: 6) { nodes { id } } } } }",
  );
  const nodes =
    /** @type {{ number: number, contact: { id: string }, messages: { nodes: unknown[] } }[]} */ (
      chats.nodes
    );
  const [first] = nodes.toSorted(
    (one, other) => other.messages.nodes.length - one.messages.nodes.length,
  );
  if (!first) {
    throw new Error("the demo has no chats");
  }
  return { chat: String(first.number), contact: first.contact.id };
}

async function everyScreen() {
  let count = 0;
  for (const [size, shape] of Object.entries(SIZES)) {
    for (const colorScheme of SCHEMES) {
      for (const [language, locale] of Object.entries(LANGUAGES)) {
        const options = { ...shape, colorScheme, locale };
        const suffix = `${size}-${colorScheme}-${language}`;
        const context = await signedIn(options);
        const found = await shown(context);
        // What an operator has chosen goes before what their browser speaks.
        await ask(
          context,
          `mutation { preferencesUpdate(input: { language: "${language}" }) { userErrors { message } } }`,
        );
        const page = await context.newPage();
        for (const { name, at } of ADDRESSES.flatMap(({ visits }) => visits)) {
          await page.goto(`${address}${at(found)}`);
          await rest(page);
          await page.screenshot({ path: join(folder, `${name}-${suffix}.png`) });
          count += 1;
        }
        await context.close();
        count += await strangersScreens(options, suffix);
      }
    }
  }
  console.log(`${count} pictures`);
}

/** Signing in, and the web chats. @param {import("playwright-core").BrowserContextOptions} options @param {string} suffix */
async function strangersScreens(options, suffix) {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  await page.goto(`${address}/`);
  await page.locator("form").waitFor();
  await page.waitForTimeout(700);
  await page.screenshot({ path: join(folder, `sign_in-${suffix}.png`) });
  for (const key of CHATS) {
    await page.goto(`${address}/chat/${key}`);
    await chatRests(page);
    await page.screenshot({ path: join(folder, `widget_${key}-${suffix}.png`) });
  }
  await context.close();
  return 1 + CHATS.length;
}

/** A picture that is small enough to stand in the tree. @param {import("playwright-core").Page} page @param {string} name */
async function small(page, name) {
  const path = join(folder, `${name}.webp`);
  const session = await page.context().newCDPSession(page);
  for (const quality of [82, 70, 55, 40]) {
    const { data } = await session.send("Page.captureScreenshot", { format: "webp", quality });
    writeFileSync(path, Buffer.from(data, "base64"));
    if (statSync(path).size <= README_BYTES) {
      return;
    }
  }
  throw new Error(`${path} is larger than ${README_BYTES} bytes`);
}

async function readme() {
  const context = await signedIn({ viewport: { width: 1280, height: 800 }, locale: "en-GB" });
  const page = await context.newPage();
  await page.goto(`${address}/inbox/${(await shown(context)).chat}`);
  await rest(page);
  await small(page, "inbox");
  await context.close();
  const visitor = await browser.newContext({
    viewport: { width: 640, height: 720 },
    locale: "en-GB",
  });
  const chat = await visitor.newPage();
  await chat.goto(`${address}/chat/${CHATS[0]}`);
  await chatRests(chat);
  await small(chat, "web_chat");
  await visitor.close();
}

await (mode === "--readme" ? readme() : everyScreen());
await browser.close();
