/** What stands in a thread, and what is done with one of its messages. */
import { ok } from "node:assert/strict";
import { bubble, customer, field } from "../../../../stories/customer.mjs";

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
};
