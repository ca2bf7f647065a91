/** Tables, long lists and panes, by keys alone. */
import { expect, it } from "vitest";
import { focused, inBrowser, opened, type } from "./keyboard.ts";

inBrowser(() => {
  it("DataTable: arrows go to the rows, Space chooses", async () => {
    const page = await opened("DataTable");
    await page.getByRole("row").nth(1).focus();
    await type(page, "ArrowDown", "Space");
    await expect.poll(() => page.getByRole("row", { selected: true }).count()).toBe(2);
  });

  it("DataTable: a head sorts", async () => {
    const page = await opened("DataTable");
    const head = page.getByRole("columnheader", { name: "Name" }).first();
    await head.focus();
    await type(page, "Enter");
    await expect.poll(() => head.getAttribute("aria-sort")).toBe("ascending");
  });

  it("VirtualList: of 50,000 chats some are drawn, and keys reach the last", async () => {
    const page = await opened("VirtualList");
    const list = page.getByRole("listbox");
    await list.focus();
    await type(page, "ArrowDown", "Enter");
    await expect
      .poll(() => page.getByRole("option", { selected: true }).textContent())
      .toContain("Customer 4");
    await type(page, "End");
    await page.getByText("Customer 49999").waitFor();
    await type(page, "Enter");
    await expect
      .poll(() => page.getByRole("option", { selected: true }).textContent())
      .toContain("Customer 49999");
    await expect.poll(() => page.getByRole("option").count()).toBeLessThan(40);
  });

  it("VirtualList: older messages on top move nothing, a newer one is followed", async () => {
    const page = await opened("VirtualList");
    const feed = page.getByRole("feed");
    await page.getByText("Message 1049").waitFor();
    const fromEnd = () =>
      feed.evaluate((element) =>
        Math.round(element.scrollHeight - element.clientHeight - element.scrollTop),
      );
    await expect.poll(fromEnd).toBeLessThan(2);
    await feed.evaluate((element) => element.scrollBy(0, -400));
    const where = () =>
      feed.evaluate((element) => {
        const top = element.getBoundingClientRect().top;
        const seen = [...element.querySelectorAll("[role=article]")].find(
          (article) => article.getBoundingClientRect().top >= top,
        );
        const text = seen?.textContent?.slice(0, 13);
        return `${text} at ${Math.round((seen?.getBoundingClientRect().top ?? 0) - top)}`;
      });
    // Rows above are measured as they come to sight; then it stands, for as many frames as a slow machine draws.
    await feed.evaluate(async (element, frames) => {
      const place = () => `${element.scrollTop} of ${element.scrollHeight}`;
      for (let before = place(), same = 0; same < frames; same += 1) {
        await new Promise(requestAnimationFrame);
        await new Promise((resolve) => setTimeout(resolve));
        if (place() !== before) {
          before = place();
          same = 0;
        }
      }
    }, 20);
    expect(await fromEnd()).toBeGreaterThan(100);
    const before = await where();
    await page.getByRole("button", { name: "50 older" }).click();
    await feed.locator("[aria-setsize='100']").first().waitFor();
    await expect.poll(where).toBe(before);
    await page.getByRole("button", { name: "To the newest" }).click();
    await expect.poll(fromEnd).toBeLessThan(2);
    await page.getByRole("button", { name: "One newer" }).click();
    await page.getByText("Message 1050").waitFor();
  });

  it("VirtualList: Page Up goes from one message to the one before", async () => {
    const page = await opened("VirtualList");
    await page.getByText("Message 1049").waitFor();
    await page.getByRole("article").last().focus();
    await type(page, "PageUp");
    await expect.poll(() => focused(page)).toContain("Message 1048");
  });

  it("VirtualList: what has the focus keeps it, however far one scrolls", async () => {
    const page = await opened("VirtualList");
    await page.getByText("Message 1049").waitFor();
    await page.getByRole("article").last().focus();
    await page.getByRole("feed").evaluate((element) => element.scrollTo(0, 0));
    await page.getByText("Message 1000").waitFor();
    await expect.poll(() => focused(page)).toContain("Message 1049");
  });

  it("SplitPanes: arrows draw the edge, the other way round from right to left", async () => {
    for (const [language, width] of [
      ["en", "216"],
      ["ar", "184"],
    ] as const) {
      const page = await opened("SplitPanes", { language });
      const edge = page.getByRole("separator").first();
      await edge.focus();
      await type(page, "ArrowRight");
      await expect.poll(() => edge.getAttribute("aria-valuenow")).toBe(width);
    }
  });

  it("SplitPanes: the pointer draws the edge", async () => {
    const page = await opened("SplitPanes");
    const edge = page.getByRole("separator").first();
    const box = await edge.boundingBox();
    const { x, y } = { x: box?.x ?? 0, y: (box?.y ?? 0) + 40 };
    await page.mouse.move(x, y);
    await page.mouse.down();
    await page.mouse.move(x + 30, y);
    await page.mouse.up();
    await expect.poll(() => edge.getAttribute("aria-valuenow")).toBe("230");
  });
});
