/** Pictures of all parts, for people to look at. */
import { mkdirSync } from "node:fs";
import { afterAll, beforeAll, expect, it } from "vitest";
import { GalleryBrowser, type Look, PICTURES } from "./browser.ts";

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
  mkdirSync(PICTURES, { recursive: true });
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
    const path = `${PICTURES}/${name}-${top / SLICE}.png`;
    const clip = { x: 0, y: top, width, height: Math.min(SLICE, height - top) };
    await page.screenshot({ path, clip, fullPage: true });
  }
  await page.context().close();
});
