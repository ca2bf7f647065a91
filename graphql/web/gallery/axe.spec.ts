/** What axe finds serious or critical, on the whole gallery and on each layer that a part opens, which is pictured too. */
import { mkdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { AxeResults } from "axe-core";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { GalleryBrowser, type Look, PICTURES, still } from "./browser.ts";
import { LAYERS } from "./layers.ts";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const LOOKS: [string, Look][] = [
  ["light", { theme: "light" }],
  ["dark", { theme: "dark" }],
  ["right to left", { language: "ar" }],
];

let gallery: GalleryBrowser;
beforeAll(async () => {
  mkdirSync(PICTURES, { recursive: true });
  gallery = await GalleryBrowser.start();
});
afterAll(() => gallery.stop());

/** Each finding with where it is. */
async function findings(page: Page, excused?: string): Promise<string[]> {
  await page.evaluate(AXE);
  const results = await page.evaluate(() => {
    const { axe } = globalThis as unknown as { axe: { run: () => Promise<AxeResults> } };
    return axe.run();
  });
  return results.violations
    .filter(({ id, impact }) => id !== excused && (impact === "serious" || impact === "critical"))
    .flatMap(({ id, nodes }) =>
      nodes.map(({ html, failureSummary }) => `${id}: ${html.slice(0, 200)}\n${failureSummary}`),
    );
}

describe.each(LOOKS)("axe finds nothing serious, %s", (name, look) => {
  it("in the whole gallery", async () => {
    const page = await gallery.open(look);
    expect(await findings(page)).toEqual([]);
    await page.context().close();
  });

  it.each(LAYERS)("in what $part opens", async ({ part, state, opens, excused }) => {
    const page = await gallery.open({ ...look, part });
    await page.locator(`[data-state="${state}"] button`).first().click();
    await page.locator(opens).first().waitFor();
    await still(page);
    const picture = `${name} ${part} ${state}`.replaceAll(" ", "-");
    await page.screenshot({ path: `${PICTURES}/${picture}.png` });
    expect(await findings(page, excused)).toEqual([]);
    await page.context().close();
  });
});

it("no page broke the policy, threw or asked another server", () => {
  expect(gallery.complaints).toEqual([]);
});
