/** The inbox by what people see of it. */
import { equal, ok } from "node:assert/strict";
import {
  bubble,
  customer,
  field,
  noteField,
  openRow,
  pick,
  row,
} from "../../../stories/customer.mjs";
import { shows } from "../../../stories/shows.mjs";

/** What the two databases sort, page and find has to look alike. */
export const ON_POSTGRES = true;

export const STORIES = {
  async f3_a_click_opens_the_chat_with_its_field({ desk, operator, shot }) {
    await customer(desk, "Where is my payout?");
    const { page } = await operator({ path: "/inbox" });
    await row(page, "Where is my payout?").click();
    await bubble(page, "Where is my payout?").waitFor();
    await field(page).waitFor();
    await shot(page, "inbox");
  },

  async f5_f21_the_list_orders_itself({ desk, operator }) {
    const first = await customer(desk, "The first of two");
    await customer(desk, "The second of two");
    const { page } = await operator({ path: "/inbox" });
    await row(page, "The second of two").waitFor();
    await first.write("The first again");
    await row(page, "The first again").waitFor();
    await page.waitForFunction(() =>
      document.querySelector("[role=option]")?.textContent.includes("The first again"),
    );
  },

  async f7_unanswered_is_cleared_by_a_reply_alone({ desk, operator }) {
    const { number } = await customer(desk, "Is anybody there?");
    const { page } = await operator({ path: `/inbox/${number}` });
    const own = openRow(page);
    await own.getByText(/waits/).waitFor();
    await bubble(page, "Is anybody there?").waitFor();
    await page.waitForTimeout(2_000);
    await own.getByText(/waits/).waitFor();
    await field(page).fill("Here I am");
    await field(page).press("Enter");
    await own.getByText("Awaits the customer").waitFor();
  },

  async f8_reading_clears_what_is_unread({ desk, operator }) {
    const { number } = await customer(desk, ["One to read", "Two to read"]);
    const { page } = await operator({ path: `/inbox/${number}` });
    const own = openRow(page);
    await bubble(page, "Two to read").waitFor();
    await own.getByText("unread message").waitFor({ state: "detached" });
    await page.keyboard.press("u");
    await row(page, "Two to read").getByText("unread message").first().waitFor();
  },

  async f9_f10_f12_what_narrows_the_list_stands_in_the_address({ desk, operator, accessible }) {
    await customer(desk, "To be filtered");
    const { page } = await operator({ path: "/inbox" });
    await page.getByRole("button", { name: /^New/ }).click();
    await page.getByRole("button", { name: /^Unassigned/ }).click();
    ok(page.url().includes("tab=new") && page.url().includes("list=unassigned"), page.url());
    await page.getByRole("button", { name: "Filter", exact: true }).click();
    await pick(page, "urgent");
    await page.keyboard.press("Escape");
    await page.getByText("Priority: Urgent").waitFor();
    await page.getByText("No chat is like this.").waitFor();
    await page.reload();
    await page.getByRole("button", { name: "Remove the filter Priority: Urgent" }).click();
    await row(page, "To be filtered").waitFor();
    await accessible(page);
  },

  async f11_f40_close_with_a_reason_and_open_again({ desk, operator }) {
    const { number } = await customer(desk, "Please close me");
    const { page } = await operator({ path: `/inbox/${number}` });
    await page.getByRole("button", { name: "Close", exact: true }).waitFor();
    await page.keyboard.press("e");
    await page.getByRole("dialog").waitFor();
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
    await page.getByText(`Chat ${number} is closed`).waitFor();
    await page.getByRole("button", { name: "Open again" }).first().click();
    await page.getByRole("button", { name: "Close", exact: true }).first().waitFor();
  },

  async f23_enter_sends_and_undo_takes_back({ desk, operator }) {
    const { number } = await customer(desk, "Send me something");
    const { page } = await operator({ path: `/inbox/${number}` });
    await field(page).fill("One line");
    await field(page).press("Shift+Enter");
    await page.keyboard.type("and another");
    await shows(() => field(page).inputValue(), "One line\nand another");
    await field(page).press("Enter");
    await page.getByRole("button", { name: "Undo" }).press("Enter");
    await page.waitForFunction(() =>
      document.querySelector("textarea")?.value.includes("and another"),
    );
    await field(page).press("Enter");
    await bubble(page, "and another")
      .getByText("sent", { exact: true })
      .waitFor({ state: "attached" });
  },

  async f24_older_messages_to_the_very_first({ desk, operator }) {
    const texts = Array.from({ length: 70 }, (_, place) => `Line ${place} of a long chat`);
    const { number } = await customer(desk, texts);
    const { page } = await operator({ path: `/inbox/${number}` });
    await page.getByRole("feed").waitFor();
    await page.getByRole("feed").hover();
    const first = bubble(page, "Line 0 of a long chat");
    for (let count = 0; count < 100 && (await first.count()) === 0; count += 1) {
      await page.mouse.wheel(0, -2_000);
      await page.waitForTimeout(200);
    }
    await first.waitFor();
  },

  async f32_a_draft_outlives_a_reload({ desk, operator }) {
    const { number } = await customer(desk, "Write me a draft");
    const { page } = await operator({ path: `/inbox/${number}` });
    await field(page).fill("Half an answer");
    await page.getByText("Draft saved").waitFor();
    await page.reload();
    await page.waitForFunction(
      () => document.querySelector("textarea")?.value === "Half an answer",
    );
    await field(page).fill("");
  },

  async f35_f37_join_and_leave({ desk, operator }) {
    const { number } = await customer(desk, "Join me");
    const { page } = await operator({ path: `/inbox/${number}` });
    await field(page).waitFor();
    await page.keyboard.press("i");
    await page.getByText("Olha Kovalenko joined").waitFor();
    // The same key leaves as soon as the head shows who is in it.
    await page.getByText("Olha Kovalenko is in it").waitFor({ state: "attached" });
    await page.keyboard.press("i");
    await page.getByText("Olha Kovalenko left").waitFor();
  },

  async f46_many_in_one_act({ desk, operator }) {
    const label = await desk.operator(
      `mutation { labelCreate(input: { name: "many", color: RED }) { label { id } } }`,
    );
    ok(label.labelCreate.label);
    await customer(desk, "Many, one");
    await customer(desk, "Many, two");
    const { page } = await operator({ path: "/inbox" });
    await row(page, "Many, one").click({ modifiers: ["ControlOrMeta"] });
    await row(page, "Many, two").click({ modifiers: ["ControlOrMeta"] });
    await page.getByText("2 chosen").waitFor();
    await page.getByRole("button", { name: "Label them" }).click();
    await pick(page, "many");
    await page.getByText("Done with 2 chats.").waitFor();
    await row(page, "Many, one").getByText("many", { exact: true }).waitFor();
  },

  async f47_several_chats_at_hand({ desk, operator }) {
    await customer(desk, "At hand, one");
    await customer(desk, "At hand, two");
    const { page } = await operator({ path: "/inbox" });
    await row(page, "At hand, one").click();
    await bubble(page, "At hand, one").waitFor();
    await row(page, "At hand, two").click({ modifiers: ["Alt"] });
    const tabs = page.getByRole("navigation", { name: "Chats at hand" });
    await tabs
      .getByRole("button", { name: /^Visitor/ })
      .nth(1)
      .waitFor();
  },

  async f32_f47_each_chat_at_hand_has_its_own_draft_and_unread({ desk, operator }) {
    await customer(desk, "Hand over one", { name: "Una" });
    const other = await customer(desk, "Hand over two", { name: "Duo" });
    const { page } = await operator({ path: "/inbox" });
    await row(page, "Hand over one").click({ modifiers: ["Alt"] });
    await row(page, "Hand over two").click({ modifiers: ["Alt"] });
    const tabs = page.getByRole("navigation", { name: "Chats at hand" });
    const tab = (name) => tabs.getByRole("button", { name: new RegExp(`^${name}`) });
    await tab("Duo").click();
    await bubble(page, "Hand over two").waitFor();
    await field(page).fill("For Duo alone");
    await tab("Una").click();
    await bubble(page, "Hand over one").waitFor();
    await page.waitForFunction(() => document.querySelector("textarea")?.value === "");
    await field(page).fill("For Una alone");
    await other.write("Are you still there?");
    await tab("Duo").getByText("unread message").waitFor({ state: "attached" });
    await tab("Duo").click();
    await bubble(page, "Are you still there?").waitFor();
    await shows(() => field(page).inputValue(), "For Duo alone");
    await tab("Duo").getByText("unread message").waitFor({ state: "detached" });
    await field(page).fill("");
    await tab("Una").click();
    await page.waitForFunction(() => document.querySelector("textarea")?.value === "For Una alone");
    await field(page).fill("");
  },

  async f33_f47_a_chat_at_hand_shows_that_its_customer_types({ desk, operator }) {
    const one = await customer(desk, "I have more to say", { name: "Tia" });
    await customer(desk, "Look at me meanwhile", { name: "Max" });
    const { page } = await operator({ path: "/inbox" });
    await row(page, "I have more to say").click({ modifiers: ["Alt"] });
    await row(page, "Look at me meanwhile").click({ modifiers: ["Alt"] });
    const tabs = page.getByRole("navigation", { name: "Chats at hand" });
    await tabs.getByRole("button", { name: /^Max/ }).click();
    await bubble(page, "Look at me meanwhile").waitFor();
    await page.waitForTimeout(500);
    await one.type("and also");
    await tabs.getByText("Tia types").waitFor({ state: "attached" });
    await one.write("and also this");
    await tabs.getByText("Tia types").waitFor({ state: "detached" });
  },

  async f46_a_chat_that_cannot_be_closed_says_why_beside_those_that_are({ desk, operator, shot }) {
    const { closeReasons } = await desk.operator("{ closeReasons { id } }");
    const one = await customer(desk, "Close us, one");
    const two = await customer(desk, "Close us, two");
    const { page } = await operator({ path: "/inbox" });
    await row(page, "Close us, one").click({ modifiers: ["ControlOrMeta"] });
    await row(page, "Close us, two").click({ modifiers: ["ControlOrMeta"] });
    await page.getByText("2 chosen").waitFor();
    await desk.act("chatClose", { chatId: two.id, closeReasonId: closeReasons[0].id });
    await page.getByRole("button", { name: "Close them" }).click();
    await pick(page, "Solved");
    await page.getByText(/Done with 1, not with 1: /).waitFor();
    await shot(page, "inbox_bulk_refused");
    await page.getByText("1 chosen").waitFor();
    const { chat } = await desk.operator(`{ chat(number: ${one.number}) { status } }`);
    equal(chat.status, "CLOSED");
  },

  async f53_a_field_is_changed_in_place({ desk, operator }) {
    const { number } = await customer(desk, "My phone changed");
    const { page } = await operator({ path: `/inbox/${number}` });
    const phone = page.getByRole("textbox", { name: "Phone" });
    await phone.fill("+380441112233");
    await phone.press("Enter");
    await page.reload();
    await page.waitForFunction(() =>
      [...document.querySelectorAll("input[type=tel]")].some(
        ({ value }) => value === "+380441112233",
      ),
    );
  },

  async f56_a_note_stays_with_the_team({ desk, operator, shot }) {
    const chat = await customer(desk, "Talk about me");
    const { page } = await operator({ path: `/inbox/${chat.number}` });
    await field(page).waitFor();
    await page.keyboard.press("n");
    await noteField(page).fill("A careful one");
    await page.keyboard.press("Enter");
    await bubble(page, "A careful one").getByText("only your team").waitFor();
    await shot(page, "inbox_note");
    const { messages } = (
      await desk.operator(
        `{ chat(number: ${chat.number}) { messages(last: 9) { nodes { body } } } }`,
      )
    ).chat;
    equal(messages.nodes.length, 1);
  },
};
