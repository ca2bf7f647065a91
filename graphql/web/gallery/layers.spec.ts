/** What opens, and what stands around the screens, by keys alone. */
import { expect, it } from "vitest";
import { entered, focused, inBrowser, opened, state, type } from "./keyboard.ts";

inBrowser(() => {
  it("Menu: opens, goes past the disabled, acts, and gives the focus back", async () => {
    const page = await opened("Menu");
    await type(page, "Tab", "Enter");
    await entered(page.getByRole("menu"));
    await type(page, "ArrowDown", "ArrowDown");
    await expect.poll(() => focused(page)).toBe("Delete …");
    await type(page, "Enter");
    await page.getByRole("menu").waitFor({ state: "detached" });
    await expect.poll(() => focused(page)).toBe("More");
  });

  it.each([
    ["Popover", "Offer", "dialog"],
    ["Sheet", "Ana Kovac", "dialog"],
    ["Dialog", "New label", "dialog"],
  ] as const)("%s: takes the focus, keeps it and gives it back", async (part, name, role) => {
    const page = await opened(part);
    await type(page, "Tab", "Enter");
    const layer = page.getByRole(role);
    await entered(layer);
    const isInside = () => layer.evaluate((element) => element.contains(document.activeElement));
    for (let count = 0; count < 6; count += 1) {
      await type(page, "Tab");
      await expect.poll(() => isInside()).toBe(true);
    }
    await type(page, "Escape");
    await layer.waitFor({ state: "detached" });
    await expect.poll(() => focused(page)).toBe(name);
  });

  it("Tabs: arrows go on, past the disabled one", async () => {
    const page = await opened("Tabs");
    await type(page, "Tab", "ArrowRight", "ArrowRight", "ArrowRight");
    await expect
      .poll(() => page.getByRole("tab", { selected: true }).textContent())
      .toContain("Chats");
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

  it("SkipLink: is the first, and gives the focus to the content", async () => {
    const page = await opened("SkipLink");
    await type(page, "Tab");
    await expect.poll(() => focused(page)).toBe("Skip to the content");
    await type(page, "Enter");
    await expect.poll(() => focused(page)).toBe("The content.");
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
    await expect.poll(() => done.textContent()).toBe("reply");
    await type(page, "g", "i");
    await expect.poll(() => done.textContent()).toBe("inbox");
    const field = page.getByRole("textbox");
    await field.focus();
    await type(page, "r");
    await expect.poll(() => done.textContent()).toBe("inbox");
    await type(page, "Control+k");
    await expect.poll(() => done.textContent()).toBe("palette");
    await page.getByRole("button", { name: "Keys" }).focus();
    await type(page, "?");
    await entered(page.getByRole("dialog", { name: "Keyboard shortcuts" }));
    await page.getByRole("switch").focus();
    await type(page, "Space", "Escape");
    await page.getByRole("dialog").waitFor({ state: "detached" });
    await type(page, "r");
    await expect.poll(() => done.textContent()).toBe("palette");
  });

  it("Navigation: says where one is", async () => {
    const page = await opened("Navigation");
    const current = page.locator("[aria-current=page]").first();
    await expect.poll(() => current.textContent()).toContain("Inbox");
    await type(page, "Tab", "Tab", "Enter");
    await expect
      .poll(() => page.locator("[aria-current=page]").first().textContent())
      .toContain("Search");
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
});
