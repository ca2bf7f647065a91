/** What the tests of the keyboard have in common. */
import type { Locator, Page } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { GalleryBrowser, type Look } from "./browser.ts";

let gallery: GalleryBrowser;

/** Starts the browser for the tests of a file; the last of them looks at what the pages complained of. */
export function inBrowser(tests: () => void): void {
  beforeAll(async () => {
    gallery = await GalleryBrowser.start();
  });
  afterAll(() => gallery.stop());
  tests();
  it("no page broke the policy, threw or asked another server", () => {
    expect(gallery.complaints).toEqual([]);
  });
}

/** A part alone, with the focus before it. */
export async function opened(part: string, look: Look = {}): Promise<Page> {
  return gallery.open({ part, ...look });
}

export const state = (page: Page, name: string): Locator => page.locator(`[data-state="${name}"]`);

/** Presses these, one after another. */
export async function type(page: Page, ...keys: string[]): Promise<void> {
  for (const key of keys) {
    await page.keyboard.press(key);
  }
}

/** Until the focus is within it: a layer takes it after it has opened. */
export async function entered(layer: Locator): Promise<void> {
  await expect
    .poll(() => layer.evaluate((element) => element.contains(document.activeElement)))
    .toBe(true);
}

/** What has the focus: its name or its text. */
export const focused = (page: Page): Promise<string> =>
  page.evaluate(() => {
    const element = document.activeElement;
    return element?.getAttribute("aria-label") ?? element?.textContent?.trim() ?? "";
  });
