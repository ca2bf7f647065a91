/** Every part that can be acted on, by keys alone. */
import type { Locator, Page } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { GalleryBrowser, type Look } from "./browser.ts";

let gallery: GalleryBrowser;
beforeAll(async () => {
  gallery = await GalleryBrowser.start();
});
afterAll(() => gallery.stop());

/** A part alone, with the focus before it. */
async function opened(part: string, look: Look = {}): Promise<Page> {
  return gallery.open({ part, ...look });
}

const state = (page: Page, name: string): Locator => page.locator(`[data-state="${name}"]`);

async function type(page: Page, ...keys: string[]): Promise<void> {
  for (const key of keys) {
    await page.keyboard.press(key);
  }
}

/** What has the focus: its name or its text. */
const focused = (page: Page): Promise<string> =>
  page.evaluate(() => {
    const element = document.activeElement;
    return element?.getAttribute("aria-label") ?? element?.textContent?.trim() ?? "";
  });

it("Button: Tab goes past the disabled, and every ring is to be seen", async () => {
  const page = await opened("Button");
  const seen: string[] = [];
  for (let count = 0; count < 9; count += 1) {
    await type(page, "Tab");
    seen.push(await focused(page));
    const ring = await page.evaluate(
      () => document.activeElement && getComputedStyle(document.activeElement).outlineStyle,
    );
    expect(ring).toBe("solid");
  }
  expect(seen).toEqual([
    "Reply",
    "Send",
    "Cancel",
    "Erase",
    "Reply",
    "Send",
    "Saves …",
    "Sends …",
    "إرسال",
  ]);
});

it("IconButton: its name comes up as a tooltip with the focus, and Escape takes it away", async () => {
  const page = await opened("IconButton");
  await type(page, "Tab", "Tab");
  await page.getByRole("tooltip", { name: "Reply" }).waitFor();
  await type(page, "Escape");
  expect(await page.getByRole("tooltip").count()).toBe(0);
});

it("Link: Tab reaches it", async () => {
  const page = await opened("Link");
  await type(page, "Tab", "Enter");
  expect(new URL(page.url()).hash).toBe("#here");
});

it("TextField, TextArea: a label, help and error are told with the field", async () => {
  const page = await opened("TextField");
  const field = page.getByRole("textbox", { name: "Email" }).last();
  expect(await field.getAttribute("aria-invalid")).toBe("true");
  expect(
    await field.evaluate((element) =>
      (element.getAttribute("aria-describedby") ?? "")
        .split(" ")
        .map((id) => document.getElementById(id)?.textContent)
        .join(" "),
    ),
  ).toContain("This is no address: write name@company.");
});

it("TextArea: grows with what is written, up to its bound", async () => {
  const page = await opened("TextArea");
  const area = page.getByRole("textbox").first();
  const height = async () => (await area.boundingBox())?.height ?? 0;
  await area.focus();
  const heights = [await height()];
  for (const count of [6, 30]) {
    for (let line = 0; line < count; line += 1) {
      await type(page, "Enter");
    }
    heights.push(await height());
  }
  const [empty = 0, grown = 0, most = 0] = heights;
  expect(grown).toBeGreaterThan(empty);
  expect(most).toBe(240);
});

it("SearchField: Escape empties it", async () => {
  const page = await opened("SearchField");
  const field = page.getByRole("searchbox").nth(1);
  await field.focus();
  await type(page, "Escape");
  expect(await field.inputValue()).toBe("");
});

it("Select: arrows and letters choose", async () => {
  const page = await opened("Select");
  await type(page, "Tab", "Enter");
  await page.getByRole("listbox").waitFor();
  await type(page, "s", "Enter");
  expect(await state(page, "none chosen").getByRole("button").textContent()).toContain("Shop bot");
});

it("Combobox: a part of the name finds it", async () => {
  const page = await opened("Combobox");
  await type(page, "Tab", "l", "h", "ArrowDown", "Enter");
  expect(await state(page, "none chosen").getByRole("combobox").inputValue()).toBe("Olha");
});

it("Checkbox, Switch: Space turns them", async () => {
  for (const [part, role] of [
    ["Checkbox", "checkbox"],
    ["Switch", "switch"],
  ] as const) {
    const page = await opened(part);
    await type(page, "Tab", "Space");
    expect(await state(page, "off").getByRole(role).isChecked()).toBe(true);
  }
});

it("RadioGroup: arrows choose, and Tab enters it once", async () => {
  const page = await opened("RadioGroup");
  await type(page, "Tab", "ArrowDown");
  expect(await state(page, "chosen").getByRole("radio", { name: "Light" }).isChecked()).toBe(true);
  await type(page, "Tab", "Space");
  expect(await state(page, "none chosen").getByRole("radio").first().isChecked()).toBe(true);
});

it("NumberField: arrows step and keep to the bounds", async () => {
  const page = await opened("NumberField");
  const field = state(page, "filled").getByRole("textbox");
  await field.focus();
  await type(page, "ArrowUp", "ArrowUp");
  expect(await field.inputValue()).toBe("7");
  await type(page, "End");
  expect(await field.inputValue()).toBe("50");
});

it("DatePicker: a date is typed, or taken from the calendar", async () => {
  const page = await opened("DatePicker");
  const empty = state(page, "empty");
  await type(page, "Tab");
  await page.keyboard.type("11242026");
  expect(await empty.getByRole("spinbutton").allTextContents()).toEqual(["11", "24", "2026"]);
  await type(page, "Tab", "Enter");
  await page.getByRole("grid").waitFor();
  await type(page, "ArrowRight", "Enter");
  await page.getByRole("grid").waitFor({ state: "detached" });
  expect(await empty.getByRole("spinbutton").allTextContents()).toEqual(["11", "25", "2026"]);
});

it("DateRange: two days of the calendar, right to left too", async () => {
  for (const language of ["en", "ar"] as const) {
    const page = await opened("DateRange", { language });
    const filled = state(page, "filled");
    const before = await filled.getByRole("spinbutton").allTextContents();
    await filled.getByRole("button").focus();
    await type(page, "Enter");
    await page.getByRole("grid").waitFor();
    // Into the future is to the left where one reads from the right.
    const on = language === "ar" ? "ArrowLeft" : "ArrowRight";
    await type(page, on, "Enter", on, "Enter");
    await page.getByRole("grid").waitFor({ state: "detached" });
    const after = await filled.getByRole("spinbutton").allTextContents();
    expect(after).not.toEqual(before);
  }
});

it("Menu: opens, goes past the disabled, acts, and gives the focus back", async () => {
  const page = await opened("Menu");
  await type(page, "Tab", "Enter");
  await page.getByRole("menu").waitFor();
  await type(page, "ArrowDown", "ArrowDown");
  expect(await focused(page)).toBe("Delete …");
  await type(page, "Enter");
  await page.getByRole("menu").waitFor({ state: "detached" });
  expect(await focused(page)).toBe("More");
});

it.each([
  ["Popover", "Offer", "dialog"],
  ["Sheet", "Ana Kovac", "dialog"],
  ["Dialog", "New label", "dialog"],
] as const)("%s: takes the focus, keeps it and gives it back", async (part, name, role) => {
  const page = await opened(part);
  await type(page, "Tab", "Enter");
  const layer = page.getByRole(role);
  await layer.waitFor();
  const isInside = () => layer.evaluate((element) => element.contains(document.activeElement));
  for (let count = 0; count < 6; count += 1) {
    await type(page, "Tab");
    expect(await isInside()).toBe(true);
  }
  await type(page, "Escape");
  await layer.waitFor({ state: "detached" });
  expect(await focused(page)).toBe(name);
});

it("Tabs: arrows go on, past the disabled one", async () => {
  const page = await opened("Tabs");
  await type(page, "Tab", "ArrowRight", "ArrowRight", "ArrowRight");
  expect(await page.getByRole("tab", { selected: true }).textContent()).toContain("Chats");
});

it("ToastRegion: F6 goes there, Enter undoes", async () => {
  const page = await opened("ToastRegion");
  await type(page, "Tab", "Enter");
  await page.getByText("Chat 4127 is closed.").waitFor();
  await type(page, "F6", "Tab", "Tab");
  const names = [await focused(page)];
  await type(page, "Shift+Tab");
  names.push(await focused(page));
  expect(names).toContain("Undo");
  await page.getByRole("button", { name: "Undo" }).focus();
  await type(page, "Enter");
  await page.getByText("Chat 4127 is closed.").waitFor({ state: "detached" });
});

it("DataTable: arrows go to the rows, Space chooses", async () => {
  const page = await opened("DataTable");
  await page.getByRole("row").nth(1).focus();
  await type(page, "ArrowDown", "Space");
  expect(await page.getByRole("row", { selected: true }).count()).toBe(2);
});

it("DataTable: a head sorts", async () => {
  const page = await opened("DataTable");
  const head = page.getByRole("columnheader", { name: "Name" }).first();
  await head.focus();
  await type(page, "Enter");
  expect(await head.getAttribute("aria-sort")).toBe("ascending");
});

it("VirtualList: of 50,000 chats some are drawn, and keys reach the last", async () => {
  const page = await opened("VirtualList");
  const list = page.getByRole("listbox");
  await list.focus();
  await type(page, "ArrowDown", "Enter");
  expect(await page.getByRole("option", { selected: true }).textContent()).toContain("Customer 4");
  await type(page, "End");
  await page.getByText("Customer 49999").waitFor();
  await type(page, "Enter");
  expect(await page.getByRole("option", { selected: true }).textContent()).toContain(
    "Customer 49999",
  );
  expect(await page.getByRole("option").count()).toBeLessThan(40);
});

it("VirtualList: older messages on top move nothing, a newer one is followed", async () => {
  const page = await opened("VirtualList");
  const feed = page.getByRole("feed");
  await page.getByText("Message 1049").waitFor();
  await feed.evaluate((element) => element.scrollBy(0, -400));
  await page.waitForTimeout(300);
  const where = () =>
    feed.evaluate((element) => {
      const top = element.getBoundingClientRect().top;
      const seen = [...element.querySelectorAll("[role=article]")].find(
        (article) => article.getBoundingClientRect().top >= top,
      );
      const text = seen?.textContent?.slice(0, 13);
      return `${text} at ${Math.round((seen?.getBoundingClientRect().top ?? 0) - top)}`;
    });
  const before = await where();
  await page.getByRole("button", { name: "50 older" }).click();
  await page.waitForTimeout(300);
  expect(await where()).toBe(before);
  await page.getByRole("button", { name: "To the newest" }).click();
  await page.waitForTimeout(300);
  await page.getByRole("button", { name: "One newer" }).click();
  await page.getByText("Message 1050").waitFor();
});

it("VirtualList: Page Up goes from one message to the one before", async () => {
  const page = await opened("VirtualList");
  await page.getByText("Message 1049").waitFor();
  await page.getByRole("article").last().focus();
  await type(page, "PageUp");
  await page.waitForTimeout(100);
  expect(await focused(page)).toContain("Message 1048");
});

it("VirtualList: what has the focus keeps it, however far one scrolls", async () => {
  const page = await opened("VirtualList");
  await page.getByText("Message 1049").waitFor();
  await page.getByRole("article").last().focus();
  await page.getByRole("feed").evaluate((element) => element.scrollTo(0, 0));
  await page.getByText("Message 1000").waitFor();
  expect(await focused(page)).toContain("Message 1049");
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
    expect(await edge.getAttribute("aria-valuenow")).toBe(width);
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
  expect(await edge.getAttribute("aria-valuenow")).toBe("230");
});

it("SkipLink: is the first, and gives the focus to the content", async () => {
  const page = await opened("SkipLink");
  await type(page, "Tab");
  expect(await focused(page)).toBe("Skip to the content");
  await type(page, "Enter");
  expect(await focused(page)).toBe("The content.");
});

it("Boundary: the pane comes back by its button", async () => {
  const page = await opened("Boundary");
  await page.getByRole("button", { name: "Try again" }).focus();
  await type(page, "Enter");
  await page.getByText("It works again.").waitFor();
});

it("Announcer: tells politely what came", async () => {
  const page = await opened("Announcer");
  await type(page, "Tab", "Enter");
  await page
    .locator("[aria-live=polite]", { hasText: "Ana: hello" })
    .waitFor({ state: "attached" });
});

it("Spoiler: Enter shows what is hidden", async () => {
  const page = await opened("Spoiler");
  await type(page, "Tab", "Enter");
  await page.getByText("The butler did it.").waitFor();
});

it("KeysSheet: shortcuts act outside of fields, `?` shows them, the switch ends letters", async () => {
  const page = await opened("KeysSheet");
  const done = page.locator("output");
  await type(page, "r");
  expect(await done.textContent()).toBe("reply");
  await type(page, "g", "i");
  expect(await done.textContent()).toBe("inbox");
  const field = page.getByRole("textbox");
  await field.focus();
  await type(page, "r");
  expect(await done.textContent()).toBe("inbox");
  await type(page, "Control+k");
  expect(await done.textContent()).toBe("palette");
  await page.getByRole("button", { name: "Keys" }).focus();
  await type(page, "?");
  await page.getByRole("dialog", { name: "Keyboard shortcuts" }).waitFor();
  await page.getByRole("switch").focus();
  await type(page, "Space", "Escape");
  await page.getByRole("dialog").waitFor({ state: "detached" });
  await type(page, "r");
  expect(await done.textContent()).toBe("palette");
});

it("Navigation: says where one is", async () => {
  const page = await opened("Navigation");
  const current = page.locator("[aria-current=page]").first();
  expect(await current.textContent()).toContain("Inbox");
  await type(page, "Tab", "Tab", "Enter");
  expect(await page.locator("[aria-current=page]").first().textContent()).toContain("Search");
});

it("Panes: on a phone one is seen at a time, with a way back", async () => {
  const page = await opened("Panes");
  const phone = state(page, "one at a time");
  await phone.getByRole("button", { name: "Open Ana Kovac" }).focus();
  await type(page, "Enter");
  await phone.getByText("Where is my payout?").waitFor();
  await phone.getByRole("button", { name: "Back" }).focus();
  await type(page, "Enter");
  await phone.getByRole("button", { name: "Open Ana Kovac" }).waitFor();
});

it("no page broke the policy, threw or asked another server", () => {
  expect(gallery.complaints).toEqual([]);
});
