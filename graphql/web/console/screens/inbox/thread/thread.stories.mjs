/** What stands in a thread, and what is done with one of its messages. */
import { equal, ok } from "node:assert/strict";
import { bubble, customer, field, row, tabTo } from "../../../../stories/customer.mjs";
import { shows } from "../../../../stories/shows.mjs";

/** The menu of one's message; its button stands there under the pointer. */
async function act(page, text, name) {
  await bubble(page, text).hover();
  await bubble(page, text).getByRole("button", { name: "What to do with the message" }).click();
  await page.getByRole("menuitem", { name, exact: true }).click();
}

async function answer(page, text) {
  await field(page).fill(text);
  await field(page).press("Enter");
  await bubble(page, text)
    .getByText("sent", { exact: true })
    .first()
    .waitFor({ state: "attached" });
}

export const STORIES = {
  async f25_who_wrote_and_when({ desk, operator }) {
    const { number } = await customer(desk, "Who are you?", { name: "Ana Kovac" });
    const { page } = await operator({ path: `/inbox/${number}` });
    const theirs = bubble(page, "Who are you?");
    await theirs.getByText("Ana Kovac").first().waitFor();
    await theirs.locator("time").first().waitFor();
    await answer(page, "I am Olha");
    await bubble(page, "I am Olha").getByText("Olha Kovalenko").waitFor();
    await bubble(page, "I am Olha").locator("time").first().waitFor();
  },

  async f26_how_far_a_message_got({ desk, operator }) {
    const { number } = await customer(desk, "Tell me when you sent it");
    const { page } = await operator({ path: `/inbox/${number}` });
    await field(page).fill("Now");
    await field(page).press("Enter");
    await page.getByText("is sent in a moment").waitFor();
    await bubble(page, "Now")
      .getByText("sent", { exact: true })
      .first()
      .waitFor({ state: "attached" });
  },

  async f26_the_customer_has_read_it({ desk, operator }) {
    const { number, copy, see } = await customer(desk, "I read what you write");
    const { page } = await operator({ path: `/inbox/${number}` });
    await answer(page, "Read me");
    equal(await bubble(page, "Read me").getByText("read", { exact: true }).count(), 0);
    await see((await copy()).at(-1).id);
    await bubble(page, "Read me").getByText("read", { exact: true }).waitFor();
  },

  async f27_an_own_message_is_changed({ desk, operator }) {
    const { number, write, copy } = await customer(desk, "Correct yourself");
    const { page } = await operator({ path: `/inbox/${number}` });
    await answer(page, "It is Tusday");
    await act(page, "It is Tusday", "Edit");
    await page.getByRole("textbox", { name: "Change the message" }).fill("It is Tuesday");
    await page.keyboard.press("Enter");
    await bubble(page, "It is Tuesday").getByText("edited").waitFor();
    const theirs = (await copy()).at(-1);
    equal(theirs.body, "It is Tuesday");
    ok(theirs.editedAt);
    await write("Thank you");
    const { chat } = await desk.operator(
      `{ chat(number: ${number}) { messages(last: 9) { nodes { body versions { body } } } } }`,
    );
    const own = chat.messages.nodes.find(({ body }) => body === "It is Tuesday");
    equal(own.versions[0].body, "It is Tusday");
  },

  async f28_an_own_message_is_deleted({ desk, operator }) {
    const { number, copy } = await customer(desk, "Say something wrong");
    const { page } = await operator({ path: `/inbox/${number}` });
    await answer(page, "Something wrong was said");
    await act(page, "Something wrong was said", "Delete");
    await page.getByText("This message was deleted.").waitFor();
    equal(await bubble(page, "Something wrong was said").count(), 0);
    const theirs = (await copy()).at(-1);
    ok(theirs.deletedAt);
    equal(theirs.body, "");
  },

  async f28_f101_an_own_message_is_deleted_by_keys({ desk, operator }) {
    const { number } = await customer(desk, "Say it, and take it back");
    const { page } = await operator({ path: `/inbox/${number}` });
    await answer(page, "Better not said");
    await page.keyboard.press("Escape");
    await tabTo(
      page,
      bubble(page, "Better not said").getByRole("button", { name: "What to do with the message" }),
    );
    await page.keyboard.press("Enter");
    const item = page.getByRole("menuitem", { name: "Delete", exact: true });
    await item.waitFor();
    await page.keyboard.press("End");
    await page.locator("[role=menuitem][data-focused]").filter({ hasText: "Delete" }).waitFor();
    await page.keyboard.press("Enter");
    await page.getByText("This message was deleted.").waitFor();
  },

  async f29_a_quote_leads_to_what_it_quotes({ desk, operator }) {
    const { number, write } = await customer(desk, "The question of all questions");
    for (let place = 0; place < 30; place += 1) {
      await write(`And besides, ${place}`);
    }
    const { page } = await operator({ path: `/inbox/${number}` });
    await bubble(page, "And besides, 29").waitFor();
    await page.getByRole("feed").evaluate((feed) => feed.scrollTo(0, 0));
    await bubble(page, "The question of all questions").waitFor();
    await act(page, "The question of all questions", "Quote");
    await field(page).fill("Forty-two");
    await field(page).press("Enter");
    await page.keyboard.press("Escape");
    await page.keyboard.press("End");
    const own = bubble(page, "Forty-two");
    await own.getByRole("button", { name: /The question of all questions/ }).click();
    await bubble(page, "The question of all questions").first().waitFor();
    const place = await bubble(page, "The question of all questions").first().boundingBox();
    ok(place && place.y > 0 && place.y < 800, JSON.stringify(place));
  },

  async f29_f101_what_the_keys_are_at_is_quoted({ desk, operator }) {
    const { number } = await customer(desk, ["Quote the first", "Quote the last"]);
    const { page } = await operator({ path: `/inbox/${number}` });
    await bubble(page, "Quote the last").waitFor();
    await field(page).waitFor();
    const quotedBy = async (text) => {
      await field(page).fill(text);
      await field(page).press("Enter");
      await bubble(page, text)
        .getByText("sent", { exact: true })
        .first()
        .waitFor({ state: "attached" });
      const { chat } = await desk.operator(
        `{ chat(number: ${number}) { messages(last: 1) { nodes { body quoted { body } } } } }`,
      );
      const [sent] = chat.messages.nodes;
      equal(sent.body, text);
      return sent.quoted.body;
    };
    await page.keyboard.press("q");
    const unquote = page.getByRole("button", { name: "Quote nothing" });
    await unquote.waitFor();
    await shows(() => quotedBy("To the last"), "Quote the last");
    await unquote.waitFor({ state: "detached" });
    const first = bubble(page, "Quote the first").first();
    const isIn = (place) => place.evaluate((one) => one.contains(document.activeElement));
    for (let step = 0; step < 20 && !(await isIn(page.getByRole("feed"))); step += 1) {
      await page.keyboard.press("Shift+Tab");
    }
    for (let step = 0; step < 10 && !(await isIn(first)); step += 1) {
      await page.keyboard.press("Alt+ArrowUp");
      await page.waitForTimeout(100);
    }
    await shows(() => isIn(first), true, "the first message is not reached");
    await page.keyboard.press("q");
    await unquote.waitFor();
    await shows(() => quotedBy("To the first"), "Quote the first");
  },

  async f52_what_happened_stands_in_the_thread({ desk, operator }) {
    const { id, number } = await customer(desk, "Note what happens");
    const { page } = await operator({ path: `/inbox/${number}` });
    await field(page).waitFor();
    await desk.act("chatJoin", { chatId: id });
    await page.getByText("Olha Kovalenko joined").waitFor();
    await desk.act("chatSnooze", { chatId: id });
    await page.getByText("Olha Kovalenko put it aside").waitFor();
    await desk.act("chatWake", { chatId: id });
    // She is not at work: what comes back has lost her, and is in the queue again.
    await page.getByText("It came back").waitFor();
    await page.reload();
    await page.getByRole("button", { name: "5 more events" }).click();
    for (const told of ["joined", "put it aside", "left"]) {
      await page.getByText(`Olha Kovalenko ${told}`).waitFor();
    }
    await page.getByText("It went back to the queue").waitFor();
    await page.getByText("It came back").waitFor();
  },

  async f33_f34_the_operator_sees_what_is_typed({ desk, operator }) {
    const settings = "is_typing_preview_on = true";
    const one = await customer(desk, "I am typing", { channel: "typed", settings, name: "Ana" });
    const { page } = await operator({ path: `/inbox/${one.number}` });
    await bubble(page, "I am typing").waitFor();
    await field(page).waitFor();
    await page.waitForTimeout(500);
    await one.type("and the fee is");
    await page.getByText("Ana types").waitFor({ timeout: 2_000 });
    await page.getByText("and the fee is").waitFor();
    await one.write("and the fee is 4 %");
    await bubble(page, "and the fee is 4 %").waitFor();
    await page.getByText("Ana types").waitFor({ state: "detached" });
    await row(page, "and the fee is 4 %").first().waitFor();
  },

  async f34_without_previews_only_that_one_types_is_told({ desk, operator }) {
    const settings = "is_typing_preview_on = false";
    const one = await customer(desk, "I type in private", {
      channel: "unseen",
      settings,
      name: "Eve",
    });
    const { page } = await operator({ path: `/inbox/${one.number}` });
    await bubble(page, "I type in private").waitFor();
    await field(page).waitFor();
    await page.waitForTimeout(500);
    await one.type("nobody may see this");
    await page.getByText("Eve types").waitFor();
    equal(await page.getByText("nobody may see this").count(), 0);
  },
};
