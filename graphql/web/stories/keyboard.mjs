/** What people do who have no mouse: keys go where Tab, arrows and shortcuts have led them, never where a script has. */
import { ok } from "node:assert/strict";
import { tabTo } from "./customer.mjs";

/** What letters are meant for: it is written in, or goes to what begins with them. */
const TAKES_LETTERS =
  "input, textarea, [contenteditable], :is([role=menu], [role=listbox], [role=grid]) *, [role=listbox]";
/** What stands below a layer that is open. */
const COVERED = "[inert], [aria-hidden=true]";
const PATIENCE_MS = 5_000;

/**
 * Makes the page's keys those of people, who see what has them before they press: letters wait for what takes them, a
 * key until a layer that has opened or closed has handed them over. What never comes is pressed all the same.
 */
export function seesFirst(page) {
  const { keyboard } = page;
  const { press, type } = keyboard;
  const until = (isReady, what) =>
    page.waitForFunction(isReady, what, { timeout: PATIENCE_MS }).catch(() => undefined);
  keyboard.press = async (...key) => {
    await until((covered) => !document.activeElement?.closest(covered), COVERED);
    return press.apply(keyboard, key);
  };
  keyboard.type = async (...letters) => {
    await until((takes) => document.activeElement?.matches(takes), TAKES_LETTERS);
    return type.apply(keyboard, letters);
  };
}

/** Waits until this, and nothing else, has the keys. */
export async function hasKeys(locator) {
  const page = locator.page();
  try {
    await locator.and(page.locator(":focus")).waitFor();
  } catch (error) {
    const has = () => document.activeElement?.outerHTML.slice(0, 200);
    throw new Error(`${locator} has not got the keys, but ${await page.evaluate(has)}`, {
      cause: error,
    });
  }
}

/** Waits until something in it, or itself, has the keys. */
export async function keysAreIn(locator) {
  const isIn = () => locator.evaluate((one) => one.contains(document.activeElement));
  for (let tries = 0; tries < 100 && !(await isIn()); tries += 1) {
    await locator.page().waitForTimeout(50);
  }
  ok(await isIn(), `${locator} has lost the keys`);
}

/** Goes there by Tab and presses Enter. */
export async function enter(page, locator) {
  await tabTo(page, locator);
  await page.keyboard.press("Enter");
}

/** Goes back by Shift and Tab, as far as people would. */
export async function tabBackTo(page, locator) {
  await locator.waitFor();
  const isThere = () => locator.evaluate((one) => one === document.activeElement);
  for (let step = 0; step < 60 && !(await isThere()); step += 1) {
    await page.keyboard.press("Shift+Tab");
  }
  ok(await isThere(), `${locator} is not reached by Shift and Tab`);
}

/** Opens a menu by its button and chooses by its first letters; the button has the keys again. */
export async function choose(page, button, name) {
  await enter(page, button);
  const item = page.getByRole("menuitem", { name, exact: true });
  await item.waitFor();
  for (let step = 0; step < 20; step += 1) {
    if (await item.evaluate((one) => one === document.activeElement)) {
      break;
    }
    await page.keyboard.press("ArrowDown");
  }
  await hasKeys(item);
  await page.keyboard.press("Enter");
  await page.getByRole("menu").waitFor({ state: "detached" });
}

/** Types for what the list over the page is to leave, and takes its first; closed or not, by the list's own kind. */
export async function take(page, text) {
  await page.getByRole("dialog").waitFor();
  await page.keyboard.type(text);
  await page.getByRole("menuitem").filter({ hasText: text }).first().waitFor();
  await page.keyboard.press("ArrowDown");
  await page.locator("[role=menuitem][data-focused]").filter({ hasText: text }).waitFor();
  await page.keyboard.press("Enter");
}

/** Presses what a toast offers: F6 goes to the toasts. */
export async function inToast(page, name) {
  const button = page.getByRole("alertdialog").getByRole("button", { name, exact: true });
  await button.last().waitFor();
  await page.keyboard.press("F6");
  await enter(page, button.last());
}

/** Closes what stands over the page, once it does. */
export async function leave(page) {
  const dialog = page.getByRole("dialog");
  await dialog.waitFor();
  await keysAreIn(dialog);
  await page.keyboard.press("Escape");
  await dialog.waitFor({ state: "detached" });
}
