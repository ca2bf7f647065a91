/** What a visitor does with the widget, by what they see. */
import { deepStrictEqual } from "node:assert/strict";

/** So long a state is waited for, on the slowest machine. */
export const PATIENCE_MS = 60_000;

export const launcher = (page) => page.locator("switchboard-widget .launcher");
export const panel = (page) => page.getByRole("dialog", { name: "Pay Support" });
export const field = (page) => panel(page).locator("textarea.writer-field");
export const bubbles = (page) => panel(page).locator(".bubble-ground");

export async function open(page, url) {
  await page.goto(url);
  await launcher(page).click();
  await panel(page).waitFor();
}

export async function enter(page) {
  await panel(page).locator(".home-card .button, .home-chat").first().click();
}

export async function write(page, text) {
  await field(page).fill(text);
  await field(page).press("Enter");
}

/** A chat with one message that the desk has. */
export async function begin(page, url, text) {
  await open(page, url);
  await enter(page);
  await write(page, text);
  await sent(page, text);
}

export async function sent(page, text) {
  await panel(page)
    .locator(".bubble[data-mine]", { hasText: text })
    .locator(".bubble-meta[data-state=sent]")
    .waitFor();
}

export const stored = (page) =>
  page.evaluate(() =>
    [...Object.keys(localStorage), ...Object.keys(sessionStorage), document.cookie].filter(Boolean),
  );

/** Asks until it is so: what follows from an act follows in its own time. */
export async function becomes(ask, wanted) {
  const end = Date.now() + PATIENCE_MS;
  for (;;) {
    const told = await ask();
    try {
      deepStrictEqual(told, wanted);
      return;
    } catch (error) {
      if (Date.now() > end) {
        throw error;
      }
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** Until what moves in the widget has come to its end; what goes on without one is left to it. */
export async function still(page) {
  await page.waitForFunction(() =>
    document
      .querySelector("switchboard-widget")
      .shadowRoot.getAnimations()
      .every(
        (one) => one.playState !== "running" || one.effect.getComputedTiming().endTime === Infinity,
      ),
  );
}

/** Does not wait for the next try, where that has not come itself. */
export async function tryNow(page) {
  const button = panel(page).getByRole("button", { name: "Try now" });
  await button.click({ timeout: 1_000 }).catch(() => undefined);
}

/** An operator answers. */
export const reply = (desk, chatId, body) =>
  desk.act("messageReply", { chatId, body }, "message { id } userErrors { message }");

/** How many of these went there. */
export const asksOf = (requests, name) => requests.filter((url) => url.includes(name)).length;
