/** What is known of a chat as a whole: its history, its customer's channels, and what the team keeps of it. */
import { equal, ok } from "node:assert/strict";
import { bubble, customer, field } from "../../../stories/customer.mjs";
import { shows } from "../../../stories/shows.mjs";

/** Reads as `exe.pdf` where the letters in it turn the direction round. */
const OVERRIDE = "invoice\u202Efdp.exe";
const MARKUP = `<img src=x onerror="window.hacked=1"><script>window.hacked=1</script>`;

export const STORIES = {
  async f19_the_whole_history_stands_in_the_chat({ desk, operator, shot }) {
    const one = await customer(desk, "I have a question", { name: "Ana" });
    const { id, number } = one;
    const { closeReasons } = await desk.operator("{ closeReasons { id } }");
    await desk.act("chatJoin", { chatId: id });
    const opened = await operator({ path: `/inbox/${number}` });
    await field(opened.page).fill("Here is the contract");
    await opened.page.locator("input[type=file]").setInputFiles({
      name: "contract.txt",
      mimeType: "text/plain",
      buffer: Buffer.from("All of it"),
    });
    // Not before the file is there.
    await opened.page.getByRole("button", { name: "Send", exact: true }).click();
    await bubble(opened.page, "Here is the contract")
      .getByRole("link", { name: /contract/ })
      .waitFor();
    await desk.act("noteCreate", { chatId: id, body: "She is in a hurry" });
    await one.see((await one.copy()).at(-1).id);
    await desk.act("chatClose", { chatId: id, closeReasonId: closeReasons[0].id });
    await one.write("One thing more");
    const { page } = await operator({ path: `/inbox/${number}` });
    await bubble(page, "One thing more").waitFor();
    await bubble(page, "I have a question").locator("time").first().waitFor();
    await bubble(page, "Here is the contract").getByText("read", { exact: true }).waitFor();
    await bubble(page, "Here is the contract")
      .getByRole("link", { name: /contract/ })
      .waitFor();
    await bubble(page, "She is in a hurry").getByText("only your team").waitFor();
    for (const told of ["began the chat", "joined", "closed it"]) {
      await page.getByText(new RegExp(told)).first().waitFor();
    }
    await shot(page, "inbox_history");
  },

  async f67_the_answer_goes_by_the_channel_that_is_chosen({ desk, operator, shot }) {
    const one = await customer(desk, "By the first site", { name: "Ana" });
    const other = await customer(desk, "By the second site", { name: "Ana", channel: "second" });
    await desk.act("contactUnite", {
      contactId: one.contact.id,
      pulledId: other.contact.id,
    });
    const { page } = await operator({ path: `/inbox/${other.number}` });
    await field(page).waitFor();
    const panel = page.getByRole("complementary", { name: /^About/ });
    await panel.getByText("inbox", { exact: true }).waitFor();
    await panel.getByText("second", { exact: true }).waitFor();
    await page.getByRole("button", { name: "via second" }).click();
    await page.getByRole("menuitemradio", { name: /^inbox/ }).click();
    await page.getByRole("button", { name: "via inbox" }).waitFor();
    await field(page).fill("To the first site");
    await field(page).press("Enter");
    await page.getByText("To the first site").first().waitFor();
    await shot(page, "inbox_channels");
    for (let tries = 0; tries < 100 && (await one.copy()).length < 2; tries += 1) {
      await page.waitForTimeout(100);
    }
    await shows(async () => (await one.copy()).at(-1).body, "To the first site");
    equal((await other.copy()).length, 1);
  },

  async hostile_texts_are_texts_to_operators({ desk, operator, shot }) {
    const name = `Ana \u202E${MARKUP}`;
    const one = await customer(desk, `${MARKUP} javascript:window.hacked=1`, { name });
    await desk.act("noteCreate", { chatId: one.id, body: MARKUP });
    await desk.act("messageReply", {
      chatId: one.id,
      body: `${MARKUP} [link](javascript:window.hacked=1) **bold**`,
      format: "MARKDOWN",
    });
    await one.look({ url: "https://pay.example/?q=%3Cscript%3E", title: MARKUP });
    const { page } = await operator({
      path: `/inbox/${one.number}`,
      viewport: { width: 1500, height: 800 },
    });
    await bubble(page, "javascript:window.hacked=1").first().waitFor();
    await bubble(page, "bold").locator("strong").waitFor();
    await page.locator("input[type=file]").setInputFiles({
      name: OVERRIDE,
      mimeType: "application/pdf",
      buffer: Buffer.from("MZ"),
    });
    await field(page).fill("A name that turns round");
    await field(page).press("Enter");
    // Its real ending is seen, and it turns nothing round.
    const file = bubble(page, "A name that turns round").getByRole("link");
    await file.waitFor();
    ok((await file.textContent()).includes(".exe"), await file.textContent());
    ok(!(await file.textContent()).includes("\u202E"), "the name turns the direction round");
    equal(await page.locator("main img[src=x], article script, a[href^=javascript]").count(), 0);
    ok(!(await page.evaluate(() => window.hacked)), "a text was run");
    await shot(page, "inbox_hostile");
  },
};
