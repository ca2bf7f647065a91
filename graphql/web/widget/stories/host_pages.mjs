/** Pages that frameworks have made: they draw the widget as any other page does, and take nothing away from it. */
import { deepStrictEqual as same } from "node:assert/strict";
import {
  becomes,
  begin,
  bubbles,
  field,
  launcher,
  open,
  panel,
  reply,
  sent,
  still,
  write,
} from "./acts.mjs";

/** How everything of the widget is drawn. */
const drawn = (page) =>
  page.evaluate(() =>
    [...document.querySelector("switchboard-widget").shadowRoot.querySelectorAll("*")].map(
      (one) => {
        const style = getComputedStyle(one);
        const { x, y, width, height } = one.getBoundingClientRect();
        const names = "font color background-color margin padding border box-sizing text-align";
        return [
          one.className.toString(),
          [x, y, width, height].map(Math.round).join(),
          ...names.split(" ").map((name) => style.getPropertyValue(name)),
        ].join(" | ");
      },
    ),
  );

const hasFocus = (page) =>
  field(page).evaluate((element) => element.getRootNode().activeElement === element);

export const HOST = {
  async f85_no_page_s_rules_reach_what_is_drawn({ host, visitor }) {
    const on = async (name) => {
      const { page } = await visitor();
      await open(page, `${host.url}/${name}?key=fields`);
      await still(page);
      return page;
    };
    const plain = await drawn(await on("plain"));
    for (const name of ["bootstrap", "unset", "small"]) {
      const page = await on(name);
      await becomes(() => drawn(page), plain);
    }
  },

  async f85_over_a_bootstrap_modal_one_writes_all_the_same({ host, visitor }) {
    const { page, reports } = await visitor();
    await page.goto(`${host.url}/bootstrap`);
    await page.getByRole("button", { name: "Buy" }).click();
    await becomes(() => page.evaluate(() => document.activeElement.id), "pay");
    await launcher(page).click();
    await panel(page).getByRole("button", { name: "Write to us" }).click();
    await field(page).click();
    await page.keyboard.type("Is this page safe?");
    await becomes(() => hasFocus(page), true);
    await page.keyboard.press("Enter");
    await sent(page, "Is this page safe?");
    // Escape is the widget's while one is in it.
    await page.keyboard.press("Escape");
    await panel(page).waitFor({ state: "hidden" });
    same(await page.locator("#modal").isVisible(), true);
    same(reports, []);
  },

  async f85_turbo_changes_pages_and_the_chat_stays({ desk, host, visitor }) {
    const { page, reports } = await visitor();
    await begin(page, `${host.url}/turbo`, "On the first page");
    const chat = await desk.newest();
    await field(page).fill("Half a sentence");
    await page.getByRole("link", { name: "On" }).click();
    await page.getByText("The second page", { exact: true }).waitFor();
    await panel(page).waitFor();
    await becomes(() => field(page).inputValue(), "Half a sentence");
    await write(page, "On the second page");
    await sent(page, "On the second page");
    await page.goBack();
    await page.getByText("The first page", { exact: true }).waitFor();
    await becomes(() => page.locator("switchboard-widget").count(), 1);
    await reply(desk, chat.id, "Wherever you are");
    await bubbles(page).getByText("Wherever you are").waitFor();
    await write(page, "And back again");
    await sent(page, "And back again");
    await page.goForward();
    await page.getByText("The second page", { exact: true }).waitFor();
    await becomes(() => page.locator("switchboard-widget").count(), 1);
    await bubbles(page).getByText("And back again").waitFor();
    same(reports, []);
  },

  async f85_one_writes_from_the_right_in_a_page_of_small_letters({ host, visitor }) {
    const { page, reports } = await visitor({ locale: "ar" });
    await begin(page, `${host.url}/right`, "مرحبا");
    await becomes(async () => {
      const { x, width } = await launcher(page).boundingBox();
      return x + width / 2 < 500;
    }, true);
    same(reports, []);
  },
};
