/** The inbox by keyboard alone, and looked through by axe: every part of it, by day, by night and from the right. */
import { ok } from "node:assert/strict";
import {
  bubble,
  customer,
  field,
  noteField,
  openRow,
  pick,
  row,
  tabTo,
} from "../../../stories/customer.mjs";
import { hasKeys } from "../../../stories/keyboard.mjs";

const PREFERENCES =
  "mutation($input: PreferencesUpdateInput!) { preferencesUpdate(input: $input) { userErrors { message } } }";

/** A chat with all kinds of things in it. */
async function full(desk, as = {}) {
  const one = await customer(desk, ["Where is my payout?", "It is urgent"], {
    name: "Ana Kovac",
    ...as,
  });
  const { id } = one;
  await desk.act("chatUpdate", { chatId: id, priority: "URGENT" });
  await desk.act("noteCreate", { chatId: id, body: "She is a good customer" });
  await desk.act("messageReply", { chatId: id, body: "I look" });
  await one.write("Thank you");
  return one;
}

/** Opens something, has it looked at, and closes it again. */
async function layer(page, open, accessible) {
  await open();
  await page.getByRole("dialog").first().waitFor();
  await accessible(page);
  await page.keyboard.press("Escape");
  await page.getByRole("dialog").first().waitFor({ state: "detached" });
}

async function looked({ desk, operator, accessible, shot }, preferences, as) {
  const { number } = await full(desk);
  const { page, ask } = await operator({ path: "/profile" });
  await ask(PREFERENCES, { input: preferences });
  try {
    await page.goto(page.url().replace("/profile", `/inbox/${number}`));
    await page.getByRole("feed").waitFor();
    await bubbleOf(page).waitFor();
    await accessible(page);
    await shot(page, `inbox_${as}`);
    for (const key of ["e", "f", "s", "l", "p", "a", "ControlOrMeta+k"]) {
      await layer(page, () => page.keyboard.press(key), accessible);
    }
    await page.keyboard.press("x");
    await page.getByRole("toolbar").waitFor();
    await page.keyboard.press("n");
    await accessible(page);
    await page.setViewportSize({ width: 1600, height: 800 });
    await page.evaluate(() => localStorage.setItem("switchboard:inbox:table", "yes"));
    await page.goto(page.url().replace(/\/inbox\/\d+.*/, "/inbox"));
    await page.getByRole("option").first().waitFor();
    await accessible(page);
    await shot(page, `inbox_table_${as}`);
    await page.setViewportSize({ width: 390, height: 800 });
    await page.getByRole("option").first().click();
    await page.getByRole("feed").waitFor();
    await accessible(page);
    await shot(page, `inbox_phone_${as}`);
  } finally {
    await ask(PREFERENCES, { input: { theme: "LIGHT", language: "en" } });
  }
}

const bubbleOf = (page) => page.getByRole("article").filter({ hasText: "Thank you" });

export const STORIES = {
  f101_axe_by_day: (story) => looked(story, { theme: "LIGHT", language: "en" }, "light"),
  f101_axe_by_night: (story) => looked(story, { theme: "DARK", language: "de" }, "dark"),
  f101_axe_from_the_right: (story) => looked(story, { theme: "LIGHT", language: "ar" }, "rtl"),

  async f4_a_table_of_all_columns({ desk, operator, shot }) {
    const { contact } = await full(desk, { name: "Tabea Columns" });
    await desk.act("contactUpdate", {
      contactId: contact.id,
      phone: "+380441234567",
      email: "tabea@example.org",
    });
    const { page } = await operator({ path: "/inbox", viewport: { width: 1600, height: 800 } });
    await row(page, "Tabea Columns").waitFor();
    await page.getByRole("button", { name: "As a table over the whole page" }).click();
    const line = row(page, "Tabea Columns");
    await line.getByText("+380441234567").waitFor();
    await line.getByText("tabea@example.org").waitFor();
    await line.getByText("inbox", { exact: true }).waitFor();
    await page.getByRole("button", { name: "Customer", exact: true }).click();
    ok(page.url().includes("order=name"), page.url());
    await shot(page, "inbox_table");
    await page.reload();
    await line.click();
    await page.getByRole("feed").waitFor();
    await page.getByRole("button", { name: "As a table over the whole page" }).click();
    await line.getByText("+380441234567").waitFor();
  },

  async f101_answer_note_and_close_by_keys({ desk, operator }) {
    await customer(desk, "By keys, the first");
    const { number } = await customer(desk, "By keys, the second");
    const { page } = await operator({ path: "/inbox" });
    await row(page, "By keys, the second").waitFor();
    await page.keyboard.press("j");
    await page.waitForURL(/\/inbox\/\d+/);
    await page.goto(page.url().replace(/\/inbox\/\d+/, `/inbox/${number}`));
    await bubble(page, "By keys, the second").waitFor();
    await field(page).waitFor();
    await page.keyboard.press("r");
    await hasKeys(field(page));
    await page.keyboard.type("Answered by keys");
    await page.keyboard.press("Enter");
    await bubble(page, "Answered by keys").waitFor();
    await page.keyboard.press("Escape");
    await page.keyboard.press("n");
    await hasKeys(noteField(page));
    await page.keyboard.type("Noted by keys");
    await page.keyboard.press("Enter");
    await bubble(page, "Noted by keys").getByText("only your team").waitFor();
    await page.keyboard.press("Escape");
    await page.keyboard.press("p");
    await pick(page, "High");
    await openRow(page).getByText("High").waitFor({ state: "attached" });
    await page.getByRole("dialog").waitFor({ state: "detached" });
    // The reply changes the chat once more, when it leaves.
    await bubble(page, "Answered by keys")
      .getByText("sent", { exact: true })
      .waitFor({ state: "attached" });
    await page.keyboard.press("e");
    await pick(page, "Solved");
    await page.getByText(`Chat ${number} is closed`).waitFor();
  },

  async f106_put_aside_label_and_priority_by_keys({ desk, operator }) {
    await desk.operator(
      `mutation { labelCreate(input: { name: "payout", color: RED }) { label { id } } }`,
    );
    const { id, number, write } = await customer(desk, "Later, please");
    const { page } = await operator({ path: `/inbox/${number}` });
    await field(page).waitFor();
    await page.keyboard.press("l");
    await pick(page, "payout");
    await page.keyboard.press("Escape");
    await openRow(page).getByText("payout", { exact: true }).waitFor();
    await page.getByRole("dialog").waitFor({ state: "detached" });
    await page.keyboard.press("s");
    await pick(page, "Until the customer writes");
    await page.getByText("Olha Kovalenko put it aside").waitFor();
    await write("Now it is later");
    await page.getByText("It came back").waitFor();
    ok(id);
  },

  async f106_put_aside_until_a_time_and_brought_back_by_keys({ desk, operator }) {
    const { number } = await customer(desk, "Tomorrow is fine");
    const { page } = await operator({ path: `/inbox/${number}` });
    await field(page).waitFor();
    await page.keyboard.press("s");
    await pick(page, "Tomorrow");
    await page.getByText("Olha Kovalenko put it aside").waitFor();
    await page.getByRole("dialog").waitFor({ state: "detached" });
    const { chat } = await desk.operator(`{ chat(number: ${number}) { snoozedUntil } }`);
    const hours = (Date.parse(chat.snoozedUntil) - Date.now()) / 3_600_000;
    ok(hours > 0 && hours < 48, chat.snoozedUntil);
    await page.getByRole("button", { name: "Bring back now" }).waitFor();
    await page.keyboard.press("s");
    await page.getByText("It came back").waitFor();
  },

  async f46_f101_many_by_keys({ desk, operator, shot }) {
    await desk.operator(
      `mutation { labelCreate(input: { name: "several", color: RED }) { label { id } } }`,
    );
    const texts = ["Several by keys, one", "Several by keys, two"];
    for (const text of texts) {
      await customer(desk, text);
    }
    const { page } = await operator({ path: "/inbox" });
    await row(page, "Several by keys, two").waitFor();
    await page.keyboard.press("j");
    await bubble(page, "Several by keys, two").waitFor();
    await page.keyboard.press("Shift+J");
    await page.getByText("2 chosen").waitFor();
    await shot(page, "inbox_bulk");
    await tabTo(page, page.getByRole("toolbar").getByRole("button", { name: "Label them" }));
    await page.keyboard.press("Enter");
    await pick(page, "several");
    await page.getByText("Done with 2 chats.").waitFor();
    for (const text of texts) {
      await row(page, text).getByText("several", { exact: true }).waitFor();
    }
  },

  async f40_the_next_chat_opens_after_closing({ desk, operator }) {
    await customer(desk, "Next, the older");
    const { number } = await customer(desk, "Next, the newer");
    const { page } = await operator({ path: `/inbox/${number}` });
    await field(page).waitFor();
    await page.getByRole("button", { name: "Order", exact: true }).click();
    await page.getByRole("menuitem", { name: "Open the next chat after closing one" }).click();
    await page.getByRole("menu").waitFor({ state: "detached" });
    await page.getByRole("feed").focus();
    await page.keyboard.press("e");
    await pick(page, "Solved");
    await bubble(page, "Next, the older").waitFor();
  },

  async f56_a_note_by_the_composer_s_own_key({ desk, operator }) {
    const { number } = await customer(desk, "Turn the field");
    const { page } = await operator({ path: `/inbox/${number}` });
    await field(page).fill("");
    await field(page).press("ControlOrMeta+.");
    await noteField(page).waitFor();
    await noteField(page).press("ControlOrMeta+.");
    await field(page).waitFor();
  },
};
