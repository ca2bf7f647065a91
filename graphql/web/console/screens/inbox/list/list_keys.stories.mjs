/** The list of chats by keyboard alone: what narrows it, its orders, its table, and acts on many. */
import { ok } from "node:assert/strict";
import { bubble, colleague, customer, field, row, tabTo } from "../../../../stories/customer.mjs";
import {
  choose,
  enter,
  hasKeys,
  inToast,
  keysAreIn,
  leave,
  take,
} from "../../../../stories/keyboard.mjs";
import { shows } from "../../../../stories/shows.mjs";

/** What the two databases sort, page and find has to look alike. */
export const ON_POSTGRES = true;

const named = (page, name) => page.getByRole("button", { name, exact: true });
const list = (page) => page.getByRole("listbox", { name: "Chats" });
const bar = (page) => page.getByRole("toolbar", { name: "The chosen chats" });

/** Chooses the rows of these texts, the newest first, from the keys of the list. */
async function chosen(page, texts) {
  await tabTo(page, list(page));
  await page.keyboard.press("Home");
  for (const text of texts) {
    const one = row(page, text).and(page.locator("[data-focused]"));
    for (let step = 0; step < 30 && (await one.count()) === 0; step += 1) {
      await page.keyboard.press("ArrowDown");
    }
    await one.waitFor();
    await page.keyboard.press("x");
  }
  await page.getByText(`${texts.length} chosen`).waitFor();
}

/** What the server knows of these chats. */
const asked = async (desk, chats, fields) =>
  Promise.all(
    chats.map(
      async ({ number }) => (await desk.operator(`{ chat(number: ${number}) { ${fields} } }`)).chat,
    ),
  );

export const STORIES = {
  async f9_f10_f11_whose_chats_and_where_they_stand_by_keyboard_alone({ desk, operator }) {
    const marta = await colleague(desk, "Marta Shevchenko", "marta@example.org");
    const hers = await customer(desk, "Keys find me with Marta");
    await desk.act("chatAssign", { chatId: hers.id, operatorId: marta.id });
    const { id: chatId } = await customer(desk, "Keys find me among the closed");
    const { closeReasons } = await desk.operator("{ closeReasons { id } }");
    await desk.act("chatClose", { chatId, closeReasonId: closeReasons[0].id });
    await customer(desk, "Keys find me among the new");
    const { page } = await operator({ path: "/inbox" });
    await row(page, "Keys find me with Marta").waitFor();
    const tab = (name) => page.getByRole("button", { name });
    await enter(page, tab(/^New/));
    await row(page, "Keys find me with Marta").waitFor({ state: "detached" });
    await row(page, "Keys find me among the new").waitFor();
    await hasKeys(tab(/^New/));
    await enter(page, tab(/^Completed/));
    await row(page, "Keys find me among the closed").waitFor();
    await hasKeys(tab(/^Completed/));
    await enter(page, tab(/^Open/));
    await row(page, "Keys find me with Marta").waitFor();
    await enter(page, tab(/^Others/));
    await leave(page);
    await hasKeys(tab(/^Others/));
    await page.keyboard.press("Enter");
    await take(page, "Marta");
    await page.getByText("The chats of Marta Shevchenko").waitFor();
    await row(page, "Keys find me among the new").waitFor({ state: "detached" });
    await hasKeys(tab(/^Others/));
    await enter(page, named(page, "Back to all chats"));
    await row(page, "Keys find me among the new").waitFor();
    await keysAreIn(page.getByRole("main"));
  },

  async f9_f12_the_list_is_filtered_by_keyboard_alone({ desk, operator }) {
    const urgent = await customer(desk, "Filter me, I am urgent");
    await desk.act("chatUpdate", { chatId: urgent.id, priority: "URGENT" });
    await customer(desk, "Filter me, I am not");
    const { page } = await operator({ path: "/inbox" });
    await row(page, "Filter me, I am not").waitFor();
    const filter = named(page, "Filter");
    await enter(page, filter);
    await take(page, "Urgent");
    // It stays open: several hold at once.
    await row(page, "Filter me, I am not").waitFor({ state: "detached" });
    await leave(page);
    await hasKeys(filter);
    await page.keyboard.press("Enter");
    await take(page, "High");
    await leave(page);
    await hasKeys(filter);
    ok(/priority=URGENT/.test(page.url()) && /priority=HIGH/.test(page.url()), page.url());
    const cross = (text) => named(page, `Remove the filter Priority: ${text}`);
    await enter(page, cross("Urgent"));
    await page.getByText("No chat is like this.").waitFor();
    await hasKeys(cross("High"));
    await page.keyboard.press("Enter");
    await row(page, "Filter me, I am not").waitFor();
    await keysAreIn(page.getByRole("main"));
    await enter(page, filter);
    await take(page, "Low");
    await leave(page);
    await page.getByText("No chat is like this.").waitFor();
    await enter(page, named(page, "Remove the filters"));
    await row(page, "Filter me, I am urgent").waitFor();
    await keysAreIn(page.getByRole("main"));
  },

  async f13_f4_the_list_is_ordered_by_keyboard_alone({ desk, operator }) {
    await customer(desk, "Order me, I am Abel", { name: "Abel" });
    await customer(desk, "Order me, I am Zoe", { name: "Zoe" });
    const { page } = await operator({ path: "/inbox", viewport: { width: 1600, height: 800 } });
    await row(page, "Order me, I am Zoe").waitFor();
    const order = named(page, "Order");
    const places = async () =>
      Promise.all(
        ["I am Abel", "I am Zoe"].map(async (text) =>
          Number(await row(page, `Order me, ${text}`).getAttribute("aria-posinset")),
        ),
      );
    await choose(page, order, "By name, A to Z");
    await hasKeys(order);
    const isAbelFirst = async () => {
      const [abel, zoe] = await places();
      return abel < zoe;
    };
    await shows(isAbelFirst, true);
    await choose(page, order, "By name, Z to A");
    await hasKeys(order);
    await shows(isAbelFirst, false);
    const table = named(page, "As a table over the whole page");
    await enter(page, table);
    await page.getByRole("group", { name: "Columns" }).waitFor();
    await hasKeys(table);
    const column = named(page, "Customer");
    await enter(page, column);
    await page.waitForURL(/order=name/);
    await hasKeys(column);
  },

  async f46_many_are_labelled_and_assigned_and_all_is_undone_by_keyboard_alone({
    desk,
    operator,
    shot,
  }) {
    const { labelCreate } = await desk.operator(
      `mutation { labelCreate(input: { name: "undone", color: RED }) { label { id } } }`,
    );
    const one = await customer(desk, "Undo by keys, one");
    const two = await customer(desk, "Undo by keys, two");
    await desk.act("chatLabel", { chatId: one.id, labelId: labelCreate.label.id });
    const { page } = await operator({ path: "/inbox" });
    const texts = ["Undo by keys, two", "Undo by keys, one"];
    const labels = async () =>
      (await asked(desk, [one, two], "labels { id }")).map((chat) => chat.labels.length).join();
    await row(page, texts[0]).waitFor();
    await chosen(page, texts);
    const label = bar(page).getByRole("button", { name: "Label them" });
    await enter(page, label);
    await leave(page);
    await hasKeys(label);
    await page.keyboard.press("Enter");
    await take(page, "undone");
    await page.getByText("Done with 2 chats.").waitFor();
    await shot(page, "inbox_bulk_undo");
    await hasKeys(list(page));
    await shows(labels, "1,1");
    await inToast(page, "Undo");
    // The one had it before.
    await shows(labels, "1,0", "the label is taken from the second alone");
    await hasKeys(list(page));

    await chosen(page, texts);
    await enter(page, bar(page).getByRole("button", { name: "Assign them" }));
    await take(page, "Olha");
    await page.getByText("Done with 2 chats.").waitFor();
    const holders = async () =>
      (await asked(desk, [one, two], "operator { name }"))
        .map(({ operator: holder }) => holder?.name ?? "nobody")
        .join();
    await shows(holders, "Olha Kovalenko,Olha Kovalenko");
    await inToast(page, "Undo");
    await shows(holders, "nobody,nobody");
  },

  async f46_many_are_closed_and_opened_again_by_keyboard_alone({ desk, operator }) {
    const chats = [];
    const texts = ["Close by keys, one", "Close by keys, two"];
    for (const text of texts) {
      chats.push(await customer(desk, text));
    }
    const { page } = await operator({ path: "/inbox" });
    await row(page, texts[1]).waitFor();
    await chosen(page, texts.toReversed());
    await enter(page, bar(page).getByRole("button", { name: "Close them" }));
    await take(page, "Solved");
    await row(page, texts[0]).waitFor({ state: "detached" });
    const states = async () =>
      (await asked(desk, chats, "status")).map(({ status }) => status).join();
    await shows(states, "CLOSED,CLOSED");
    await inToast(page, "Undo");
    for (const text of texts) {
      await row(page, text).waitFor();
    }
    await shows(states, "NEW,NEW");
    await keysAreIn(page.getByRole("main"));
  },

  async f8_f46_many_are_read_and_unread_again_by_keyboard_alone({ desk, operator }) {
    const texts = ["Read by keys, one", "Read by keys, two"];
    for (const text of texts) {
      await customer(desk, text);
    }
    const { page } = await operator({ path: "/inbox" });
    const unread = (text) => row(page, text).getByText("unread message");
    await unread(texts[1]).waitFor({ state: "attached" });
    await chosen(page, texts.toReversed());
    await enter(page, bar(page).getByRole("button", { name: "Mark them as read" }));
    for (const text of texts) {
      await unread(text).waitFor({ state: "detached" });
    }
    await hasKeys(list(page));
    await inToast(page, "Undo");
    for (const text of texts) {
      await unread(text).waitFor({ state: "attached" });
    }
    await chosen(page, texts.toReversed());
    await enter(page, bar(page).getByRole("button", { name: "Choose none" }));
    await bar(page).waitFor({ state: "detached" });
    await hasKeys(list(page));
  },

  async f47_chats_at_hand_by_keyboard_alone({ desk, operator }) {
    for (const name of ["Una", "Duo"]) {
      await customer(desk, `At hand by keys, ${name}`, { name });
    }
    const { page } = await operator({ path: "/inbox" });
    await row(page, "At hand by keys, Duo").waitFor();
    await tabTo(page, list(page));
    await page.keyboard.press("Home");
    await page.keyboard.press("Alt+Enter");
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Alt+Enter");
    const tabs = page.getByRole("navigation", { name: "Chats at hand" });
    const tab = (name) => tabs.getByRole("button", { name: new RegExp(`^${name}`) });
    await hasKeys(list(page));
    await enter(page, tab("Una"));
    await bubble(page, "At hand by keys, Una").waitFor();
    await field(page).waitFor();
    await keysAreIn(tabs);
    await enter(page, tab("Duo"));
    await bubble(page, "At hand by keys, Duo").waitFor();
    await keysAreIn(tabs);
    await enter(page, tabs.getByRole("button", { name: "Let go of Una" }));
    await tab("Una").waitFor({ state: "detached" });
    await keysAreIn(tabs);
  },
};
