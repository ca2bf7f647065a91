/** Saved views: built by lines, counted live, and at once in the inbox. */
import { equal } from "node:assert/strict";
import { customer } from "../../../stories/customer.mjs";
import { PHONE, speak } from "../../../stories/looks.mjs";

const row = (page, name) => page.getByRole("option").filter({ hasText: name });

async function viewOf(desk, name, filter, position = 0) {
  const { viewCreate } = await desk.act(
    "viewCreate",
    { name, scope: "EVERYONE", filter, position },
    "view { id } userErrors { message }",
  );
  return viewCreate.view.id;
}

export const STORIES = {
  async f9b_a_view_is_built_by_lines_and_counted_live({ desk, operator, shot }) {
    await customer(desk, "Where is my payout?");
    const { page, context, ask } = await operator({ path: "/settings/views/new" });
    const inbox = await context.newPage();
    await inbox.goto(new URL("/inbox", page.url()).href);
    await inbox.getByRole("button", { name: "Inbox", exact: true }).click();
    await page.getByRole("textbox", { name: "Name" }).fill("Fresh");
    const line = page.getByRole("listitem", { name: "Status" });
    await line.getByRole("button", { name: "Choose" }).click();
    await page.getByRole("menuitem", { name: "New", exact: true }).click();
    await page.keyboard.press("Escape");
    await page.getByText("1 chat", { exact: true }).waitFor();
    await customer(desk, "And mine?");
    await page.getByText("2 chats", { exact: true }).waitFor();
    await shot(page, "views_new");
    await page.getByRole("button", { name: "Create", exact: true }).click();
    await row(page, "Fresh").getByText("2", { exact: true }).waitFor();
    await inbox.getByRole("menuitem", { name: /^Fresh · 2/ }).waitFor();
    await customer(desk, "Me too!");
    await row(page, "Fresh").getByText("3", { exact: true }).waitFor();
    const { views } = await ask("{ views { name scope filter } }");
    equal(JSON.stringify(views.find(({ name }) => name === "Fresh").filter.status), '["NEW"]');
  },

  async f9b_views_are_moved_by_buttons_and_by_keys({ desk, operator }) {
    const [first, second] = ["Moved first", "Moved second"];
    await viewOf(desk, first, { isMine: true }, 10);
    const id = await viewOf(desk, second, { isUnread: true }, 11);
    const { page, ask } = await operator({ path: `/settings/views/${id}` });
    await page.getByRole("button", { name: "Move up" }).click();
    await page.waitForFunction(
      ([one, other]) => {
        const names = [...document.querySelectorAll("[role=option]")].map((e) => e.textContent);
        const at = (name) => names.findIndex((text) => text.includes(name));
        return at(other) < at(one);
      },
      [first, second],
    );
    const { views } = await ask("{ views { name } }");
    const names = views.map(({ name }) => name);
    equal(names.indexOf(second) < names.indexOf(first), true);
    await page.getByRole("listbox", { name: "Views" }).focus();
    await page.keyboard.press("Alt+ArrowDown");
    await page.waitForFunction(
      ([one, other]) => {
        const names = [...document.querySelectorAll("[role=option]")].map((e) => e.textContent);
        const at = (name) => names.findIndex((text) => text.includes(name));
        return at(one) < at(other);
      },
      [first, second],
    );
  },

  async f9b_a_view_that_lines_cannot_say_is_shown_as_it_is({ desk, operator, shot }) {
    const id = await viewOf(desk, "Deep", { or: [{ isMine: true, isUnread: true }] });
    const { page } = await operator({ path: `/settings/views/${id}` });
    await page.getByText("more than lines can say").waitFor();
    await shot(page, "views_deep");
  },

  async f9b_the_views_are_for_everybody({ desk, operator, shot, accessible }) {
    const id = await viewOf(desk, "Seen by all", {
      and: [
        { status: ["NEW", "ACTIVE"] },
        { not: { priority: ["LOW"] } },
        { withinLastMs: 7200000 },
      ],
    });
    for (const [as, options] of [
      ["light", {}],
      ["dark", { colorScheme: "dark" }],
      ["wide", { viewport: { width: 1440, height: 900 } }],
      ["phone", PHONE],
    ]) {
      const { page } = await operator({ path: `/settings/views/${id}`, ...options });
      await page.getByRole("heading", { name: "Seen by all" }).waitFor();
      await page.getByRole("button", { name: /^hours old/ }).waitFor();
      await accessible(page);
      await shot(page, `views_${as}`);
    }
    const { page, ask } = await operator({ path: `/settings/views/${id}` });
    await speak({ page, ask }, "ar");
    await page.getByRole("heading", { name: "Seen by all" }).waitFor();
    // Its three lines.
    await page.locator("fieldset li").nth(2).waitFor();
    await accessible(page);
    await shot(page, "views_arabic");
    await speak({ page, ask }, "en");
  },
};
