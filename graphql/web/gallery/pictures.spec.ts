/** Pictures of all parts and of what they open, in `dist/pictures`, for people to look at. */
import { mkdirSync } from "node:fs";
import { afterAll, beforeAll, expect, it } from "vitest";
import { at } from "../vite.shared.ts";
import { GalleryBrowser, type Look, still } from "./browser.ts";
import { LAYERS } from "./layers.ts";

const FOLDER = at("dist/pictures");
/** A picture's height; taller ones are hard to look at. */
const SLICE = 1_400;
const LOOKS: [string, Look][] = [
  ["light", { theme: "light" }],
  ["dark", { theme: "dark" }],
  ["arabic", { language: "ar" }],
  ["roomy", { density: "roomy" }],
  ["phone", { width: 360 }],
];

let gallery: GalleryBrowser;
beforeAll(async () => {
  mkdirSync(FOLDER, { recursive: true });
  gallery = await GalleryBrowser.start();
});
afterAll(() => gallery.stop());

it.each(LOOKS)("all parts, %s", async (name, look) => {
  const page = await gallery.open(look);
  const { width, height, wide } = await page.evaluate(() => ({
    width: innerWidth,
    height: document.documentElement.scrollHeight,
    wide: document.documentElement.scrollWidth - innerWidth,
  }));
  expect(wide, "the page scrolls to the side by so many px").toBeLessThanOrEqual(0);
  for (let top = 0; top < height; top += SLICE) {
    const path = `${FOLDER}/${name}-${top / SLICE}.png`;
    const clip = { x: 0, y: top, width, height: Math.min(SLICE, height - top) };
    await page.screenshot({ path, clip, fullPage: true });
  }
  await page.context().close();
});

it.each(["light", "dark"] as const)("what parts open, %s", async (theme) => {
  for (const { part, state, opens } of LAYERS) {
    const page = await gallery.open({ theme, part, width: 800, height: 640 });
    await page.locator(`[data-state="${state}"] button`).first().click();
    await page.locator(opens).first().waitFor();
    await still(page);
    const name = `${theme} ${part} ${state}`.replaceAll(" ", "-");
    await page.screenshot({ path: `${FOLDER}/${name}.png` });
    await page.context().close();
  }
});
