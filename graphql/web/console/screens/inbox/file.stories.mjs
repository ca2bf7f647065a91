/** What leaves the desk as a file or a page, and what stays as an example for the team. */
import { equal, ok } from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { bubble, colleague, customer, row } from "../../../stories/customer.mjs";
import { choose, enter, hasKeys, inToast, leave } from "../../../stories/keyboard.mjs";
import { change, roleOf } from "../../../stories/people.mjs";
import { shows } from "../../../stories/shows.mjs";

const MARTA = "marta@example.org";
const named = (page, name) => page.getByRole("button", { name, exact: true });
const more = (page) => named(page, "More to do with the chat");
const asked = (page, name) => page.getByRole("dialog", { name });

/** What a press on it has the browser save. */
async function saved(page, press) {
  const [download] = await Promise.all([page.waitForEvent("download"), press()]);
  return {
    name: download.suggestedFilename(),
    text: await readFile(await download.path(), "utf8"),
  };
}

/** The list's export in this form. */
async function exported(page, form, { isWithNotes = false } = {}) {
  await named(page, "Order").click();
  await page.getByRole("menuitem", { name: "Export …" }).click();
  const dialog = asked(page, "Export the chats of this list");
  await dialog.getByRole("radio", { name: form }).check({ force: true });
  if (isWithNotes) {
    await dialog.getByRole("checkbox", { name: "With the notes" }).check({ force: true });
  }
  const file = await saved(page, () => dialog.getByRole("button", { name: "Export" }).click());
  await dialog.waitFor({ state: "detached" });
  return file;
}

/** Their chat, solved. */
async function solved(desk, text) {
  const one = await customer(desk, text, { name: "Ana" });
  const { closeReasons } = await desk.operator("{ closeReasons { id } }");
  await desk.act("chatJoin", { chatId: one.id });
  await desk.act("chatClose", { chatId: one.id, closeReasonId: closeReasons[0].id });
  return one;
}

export const STORIES = {
  async f18_what_the_list_shows_is_a_file({ desk, operator, accessible, shot }) {
    const one = await customer(desk, "Export me, please", { name: "Ana" });
    await desk.act("chatUpdate", { chatId: one.id, priority: "URGENT" });
    await desk.act("noteCreate", { chatId: one.id, body: "She is in a hurry" });
    await customer(desk, "Leave me out");
    const { page } = await operator({ path: "/inbox?tab=new&priority=URGENT" });
    await row(page, "Export me, please").waitFor();
    await named(page, "Order").click();
    await page.getByRole("menuitem", { name: "Export …" }).click();
    await asked(page, "Export the chats of this list").waitFor();
    await accessible(page);
    await shot(page, "inbox_export");
    await page.keyboard.press("Escape");
    const chats = await exported(page, "A table of chats");
    equal(chats.name, "chats.csv");
    // Its head, and the chat.
    equal(chats.text.trim().split("\n").length, 2, chats.text);
    const messages = await exported(page, "A table of messages");
    equal(messages.name, "messages.csv");
    ok(messages.text.includes("Export me, please"), messages.text);
    ok(!messages.text.includes("Leave me out"), messages.text);
    ok(!messages.text.includes("She is in a hurry"), messages.text);
    const lines = await exported(page, "All of it for programs", { isWithNotes: true });
    equal(lines.name, "chats.jsonl");
    ok(lines.text.includes("She is in a hurry"), lines.text);
  },

  async f18_the_export_is_not_there_without_its_permission({ desk, operator }) {
    const { id: operatorId } = await colleague(desk, "Marta Shevchenko", MARTA);
    const { ask } = await operator();
    await change(ask, { operatorId, roleId: await roleOf(ask, "Operator") });
    await customer(desk, "Not for everybody");
    const { page } = await operator({ path: "/inbox", email: MARTA });
    await row(page, "Not for everybody").waitFor();
    await named(page, "Order").click();
    await page.getByRole("menuitem", { name: "Read the list again" }).waitFor();
    equal(await page.getByRole("menuitem", { name: "Export …" }).count(), 0);
  },

  async f18_one_chat_is_a_page_to_print_by_keyboard_alone({ desk, operator, accessible, shot }) {
    const { id, number } = await customer(desk, "Print me, please", { name: "Ana" });
    await desk.act("noteCreate", { chatId: id, body: "Nobody prints this" });
    const { page, context } = await operator({ path: `/inbox/${number}` });
    await bubble(page, "Print me, please").waitFor();
    const printed = async (audience) => {
      await choose(page, more(page), "Transcript");
      const dialog = asked(page, /^Transcript of chat/);
      await dialog.waitFor();
      await enter(page, dialog.getByRole("radio", { checked: true }));
      if (audience === "The customer") {
        await page.keyboard.press("ArrowDown");
        await hasKeys(dialog.getByRole("radio", { name: "The customer" }));
      }
      const [sheet] = await Promise.all([
        context.waitForEvent("page"),
        enter(page, named(dialog, "Open to print")),
      ]);
      await sheet.getByText("Print me, please").waitFor();
      await dialog.waitFor({ state: "detached" });
      return sheet;
    };
    await choose(page, more(page), "Transcript");
    await asked(page, /^Transcript of chat/).waitFor();
    await accessible(page);
    await leave(page);
    const ours = await printed("Your team");
    await ours.getByText("Nobody prints this").waitFor();
    const theirs = await printed("The customer");
    equal(await theirs.getByText("Nobody prints this").count(), 0);
    await shot(theirs, "transcript");
    await choose(page, more(page), "Transcript");
    const file = await saved(page, () => enter(page, named(page, "Save as text")));
    ok(file.text.includes("Print me, please"), file.text);
    ok(file.name.endsWith(".txt"), file.name);
  },

  async f105_a_solved_chat_is_an_example_for_the_team({ desk, operator, accessible, shot }) {
    const { id, number } = await solved(desk, "How do I pay out?");
    const open = await customer(desk, "This one is no example");
    const { page } = await operator({
      path: `/inbox/${open.number}`,
      viewport: { width: 1500, height: 800 },
    });
    await bubble(page, "This one is no example").waitFor();
    await more(page).click();
    await page.getByRole("menuitem", { name: "Transcript" }).waitFor();
    // What is open is not solved.
    equal(await page.getByRole("menuitem", { name: "Mark as example" }).count(), 0);
    await page.goto(page.url().replace(/\/inbox\/.*/, `/inbox/${number}`));
    await bubble(page, "How do I pay out?").waitFor();
    await choose(page, more(page), "Mark as example");
    await hasKeys(page.getByRole("textbox", { name: "What it is an example of" }));
    await page.keyboard.press("ControlOrMeta+a");
    await page.keyboard.type("Paying out");
    await page.keyboard.press("Tab");
    await page.keyboard.type("Settings, then Payouts");
    await accessible(page);
    await enter(page, asked(page, /^Mark chat/).getByRole("button", { name: "Mark as example" }));
    const shown = page.getByRole("region", { name: "Example", exact: true });
    await shown.getByText("Settings, then Payouts").waitFor();
    await page.getByText("Olha Kovalenko made it an example").waitFor();
    await shot(page, "inbox_example");
    await choose(page, more(page), "Change the example");
    const solution = page.getByRole("textbox", { name: "How it was solved" });
    await shows(() => solution.inputValue(), "Settings, then Payouts");
    await solution.fill("Settings, Payouts, New");
    await named(page, "Save").click();
    await shown.getByText("Settings, Payouts, New").waitFor();
    // A colleague writes it again: it follows.
    await desk.act("chatSetExample", {
      chatId: id,
      title: "Paying out",
      solution: "By themselves",
    });
    await shown.getByText("By themselves").waitFor();
    await choose(page, more(page), "Mark as example no more");
    await shown.waitFor({ state: "detached" });
    await inToast(page, "Undo");
    await shown.getByText("By themselves").waitFor();
  },

  async f105_examples_are_a_list({ desk, operator }) {
    const { id } = await solved(desk, "How do I pay in?");
    await solved(desk, "This one is nothing to learn from");
    await desk.act("chatSetExample", { chatId: id, title: "Paying in", solution: "By card" });
    const { viewCreate } = await desk.act(
      "viewCreate",
      { name: "Examples", scope: "EVERYONE", filter: { isExample: true } },
      "view { id } userErrors { message }",
    );
    const { page } = await operator({ path: `/inbox?tab=done&view=${viewCreate.view.id}` });
    await row(page, "How do I pay in?").waitFor();
    equal(await row(page, "This one is nothing to learn from").count(), 0);
  },
};
