/** The open chat by keyboard alone: its files, its messages, what is asked before sending, and offers. */
import { equal } from "node:assert/strict";
import { bubble, colleague, customer, field, row, tabTo } from "../../../stories/customer.mjs";
import {
  choose,
  enter,
  hasKeys,
  inToast,
  keysAreIn,
  leave,
  tabBackTo,
  take,
} from "../../../stories/keyboard.mjs";
import { shows } from "../../../stories/shows.mjs";

const MARTA = "marta@example.org";
const thread = (page) => page.getByRole("feed", { name: "Messages" });
const named = (page, name) => page.getByRole("button", { name, exact: true });

async function messages(desk, number) {
  const { chat } = await desk.operator(
    `{ chat(number: ${number}) { messages(last: 9) { nodes { id body attachments { name } quoted { body } } } } }`,
  );
  return chat.messages.nodes;
}

/** Writes from the keys of the field and waits until it has left. */
async function answer(page, text) {
  await page.keyboard.type(text);
  await page.keyboard.press("Enter");
  await bubble(page, text)
    .getByText("sent", { exact: true })
    .first()
    .waitFor({ state: "attached" });
}

/** Goes up from message to message until this one has the keys. */
async function upTo(page, text) {
  const wanted = bubble(page, text).first();
  const isThere = async () =>
    (await wanted.count()) > 0 &&
    (await wanted.evaluate((one) => one.contains(document.activeElement)));
  const isInThread = () => thread(page).evaluate((one) => one.contains(document.activeElement));
  for (let step = 0; step < 30 && !(await isInThread()); step += 1) {
    await page.keyboard.press("Shift+Tab");
  }
  await page.keyboard.press("Alt+End");
  await page.waitForTimeout(100);
  for (let step = 0; step < 30 && !(await isThere()); step += 1) {
    await page.keyboard.press("Alt+ArrowUp");
    await page.waitForTimeout(100);
  }
  await shows(isThere, true, `the message ${text} is not reached`);
}

/** A chat whose last message is the operator's own, which they are about to change. */
async function changing({ desk, operator }, asked, answered) {
  const { number } = await customer(desk, asked);
  const { page, ask } = await operator({ path: `/inbox/${number}` });
  await bubble(page, asked).waitFor();
  await tabTo(page, field(page));
  await answer(page, answered);
  await page.keyboard.press("ArrowUp");
  const editor = page.getByRole("textbox", { name: "Change the message" });
  await hasKeys(editor);
  return { number, page, ask, editor };
}

/** What the two databases sort, page and find has to look alike. */
export const ON_POSTGRES = true;

export const STORIES = {
  async f30_f31_files_go_with_a_message_by_keyboard_alone({ desk, operator }) {
    const { number } = await customer(desk, "Send me files by keys");
    const { page } = await operator({ path: `/inbox/${number}` });
    await bubble(page, "Send me files by keys").waitFor();
    const attach = named(page, "Attach files");
    const file = (name) => ({ name, mimeType: "text/plain", buffer: Buffer.from("paid") });
    // Asked for before, so that the browser tells of it by the time of the key.
    const asked = page.waitForEvent("filechooser");
    await tabTo(page, attach);
    await page.keyboard.press("Enter");
    const chooser = await asked;
    await chooser.setFiles([file("first.txt"), file("second.txt")]);
    await page.getByRole("meter", { name: /for files are used/ }).waitFor();
    await hasKeys(field(page));
    await enter(page, named(page, "Remove first.txt"));
    await named(page, "Remove first.txt").waitFor({ state: "detached" });
    await hasKeys(named(page, "Remove second.txt"));
    await enter(page, named(page, "Send"));
    const link = page.getByRole("article").getByRole("link", { name: /second\.txt/ });
    await link.waitFor();
    await hasKeys(field(page));
    const [, sent] = await messages(desk, number);
    equal(sent.attachments.map(({ name }) => name).join(), "second.txt");
    await tabBackTo(page, link);
  },

  async f28_f29_f27_a_deleted_message_is_neither_quoted_nor_changed({ desk, operator, shot }) {
    const { number } = await customer(desk, "Quote me, if anything");
    const { page } = await operator({ path: `/inbox/${number}` });
    await bubble(page, "Quote me, if anything").waitFor();
    await tabTo(page, field(page));
    await answer(page, "This one stays");
    await answer(page, "This one goes");
    const own = (await messages(desk, number)).find(({ body }) => body === "This one goes");
    await desk.act("messageDelete", { messageId: own.id });
    await page.getByText("This message was deleted.").waitFor();
    // What is deleted is passed by, from the field as well.
    await page.keyboard.press("ArrowUp");
    const editor = page.getByRole("textbox", { name: "Change the message" });
    await hasKeys(editor);
    await shows(() => editor.inputValue(), "This one stays");
    await page.keyboard.press("Escape");
    await editor.waitFor({ state: "detached" });
    await hasKeys(field(page));

    await upTo(page, "This message was deleted.");
    await page.keyboard.press("q");
    await page.getByText("A deleted message cannot be quoted.").waitFor();
    await shot(page, "inbox_quote_deleted");
    equal(await named(page, "Quote nothing").count(), 0);
    await keysAreIn(thread(page));

    // One that is deleted while it is being answered is let go of, with the reason.
    await upTo(page, "This one stays");
    await page.keyboard.press("q");
    await named(page, "Quote nothing").waitFor();
    await hasKeys(field(page));
    const stays = (await messages(desk, number)).find(({ body }) => body === "This one stays");
    await desk.act("messageDelete", { messageId: stays.id });
    await named(page, "Quote nothing").waitFor({ state: "detached" });
    await answer(page, "Answered all the same");
    const last = (await messages(desk, number)).at(-1);
    equal(`${last.body} ${last.quoted}`, "Answered all the same null");
  },

  async f27_an_own_message_is_changed_by_keyboard_alone({ desk, operator }) {
    const { page, editor } = await changing(
      { desk, operator },
      "On which day, by keys?",
      "On Wensday",
    );
    await page.keyboard.press("ControlOrMeta+a");
    await page.keyboard.type("On Wednesday");
    await page.keyboard.press("Enter");
    await editor.waitFor({ state: "detached" });
    await bubble(page, "On Wednesday").first().waitFor();
    await hasKeys(field(page));
    const edited = named(page, "edited");
    await tabBackTo(page, edited);
    await page.keyboard.press("Enter");
    const before = page.getByRole("dialog", { name: "What it said before" });
    await before.getByText("On Wensday").waitFor();
    await page.keyboard.press("Escape");
    await before.waitFor({ state: "detached" });
    await hasKeys(edited);
  },

  async f27_a_change_elsewhere_moves_no_caret({ desk, operator }) {
    const { number, page, ask, editor } = await changing(
      { desk, operator },
      "Where does the caret stay?",
      "Where it was",
    );
    await page.keyboard.press("Home");
    const { id: messageId } = (await messages(desk, number)).at(-1);
    await ask(
      "mutation($input: MessageEditInput!) { messageEdit(input: $input) { userErrors { message } } }",
      { input: { messageId, body: "Where it was, they say", expectedVersion: 1 } },
    );
    await named(page, "edited").waitFor();
    await page.keyboard.type("Here: ");
    await shows(() => editor.inputValue(), "Here: Where it was");
  },

  async f52_what_happened_is_unfolded_by_keyboard_alone({ desk, operator }) {
    const { id, number } = await customer(desk, "Unfold by keys what happened");
    for (const act of ["chatJoin", "chatSnooze", "chatWake"]) {
      await desk.act(act, { chatId: id });
    }
    const { page } = await operator({ path: `/inbox/${number}` });
    await bubble(page, "Unfold by keys what happened").waitFor();
    await tabTo(page, field(page));
    await tabBackTo(page, page.getByRole("button", { name: /more events$/ }));
    await page.keyboard.press("Enter");
    await page.getByText("Olha Kovalenko put it aside").waitFor();
    await keysAreIn(thread(page));
  },

  async f24_f106_read_back_and_warned_by_keyboard_alone({ desk, operator }) {
    const texts = Array.from({ length: 70 }, (_, place) => `Read back, line ${place}.`);
    const { number, write } = await customer(desk, texts);
    const { page } = await operator({ path: `/inbox/${number}` });
    await bubble(page, "Read back, line 69.").waitFor();
    await field(page).waitFor();
    await tabTo(page, thread(page));
    const first = bubble(page, "Read back, line 0.");
    for (let step = 0; step < 60 && (await first.count()) === 0; step += 1) {
      await page.keyboard.press("Alt+Home");
      await page.waitForTimeout(200);
    }
    await first.waitFor();
    await keysAreIn(thread(page));
    await write("I have found it myself");
    await named(page, "1 new").waitFor();
    await page.keyboard.press("r");
    await hasKeys(field(page));
    await page.keyboard.type("About your question");
    await page.keyboard.press("Enter");
    await page.getByText(/has written meanwhile: I have found it myself/).waitFor();
    await hasKeys(field(page));
    await tabBackTo(page, named(page, "Send anyway"));
    await page.keyboard.press("Enter");
    await page.getByText(/has written meanwhile/).waitFor({ state: "detached" });
    await hasKeys(field(page));
    await page.waitForFunction(() => document.querySelector("textarea").value === "");
    await page.keyboard.press("Escape");
    await page.keyboard.press("End");
    await bubble(page, "I have found it myself").waitFor();
  },

  async f106_an_emoji_and_a_template_by_keyboard_alone({ desk, operator }) {
    await desk.act("templateCreate", {
      title: "Opening hours",
      shortcut: "hours",
      scope: "EVERYONE",
      defaultLocale: "en",
      texts: [{ locale: "en", body: "We are here from nine to five.", format: "PLAIN" }],
    });
    const { number } = await customer(desk, "When are you there?");
    const { page } = await operator({ path: `/inbox/${number}` });
    const holds = (text) =>
      page.waitForFunction((all) => document.querySelector("textarea").value === all, text);
    const emoji = named(page, "Insert an emoji");
    await enter(page, emoji);
    await leave(page);
    await hasKeys(emoji);
    await page.keyboard.press("Enter");
    await tabTo(page, named(page, "❤️"));
    const wanted = named(page, "🎉");
    for (let step = 0; step < 30; step += 1) {
      if (await wanted.evaluate((one) => one === document.activeElement)) {
        break;
      }
      await page.keyboard.press("ArrowRight");
    }
    await hasKeys(wanted);
    await page.keyboard.press("Enter");
    await holds("🎉");
    await hasKeys(field(page));
    await page.keyboard.press("Backspace");
    await holds("");
    await enter(page, named(page, "Insert a template"));
    await leave(page);
    await hasKeys(named(page, "Insert a template"));
    await page.keyboard.press("Enter");
    await take(page, "Opening hours");
    await holds("We are here from nine to five.");
    await hasKeys(field(page));
  },

  async f40_closed_and_opened_again_by_keyboard_alone({ desk, operator }) {
    await customer(desk, "By keys, I come next");
    const { number } = await customer(desk, "By keys, close me");
    const { page } = await operator({ path: `/inbox/${number}` });
    await field(page).waitFor();
    const close = named(page, "Close");
    await enter(page, close);
    await leave(page);
    await hasKeys(close);
    await page.keyboard.press("Enter");
    await take(page, "Solved");
    await page.getByText(`Chat ${number} is closed`).waitFor();
    await inToast(page, "Open again");
    await close.waitFor();
    await keysAreIn(page.getByRole("main"));
    await choose(page, named(page, "Order"), "Open the next chat after closing one");
    await hasKeys(named(page, "Order"));
    // It stands in the list again, and what comes next below it.
    for (const text of ["By keys, close me", "By keys, I come next"]) {
      await row(page, text).waitFor();
    }
    await page.keyboard.press("e");
    await take(page, "Solved");
    await bubble(page, "By keys, I come next").waitFor();
    await keysAreIn(page.getByRole("main"));
    await row(page, "By keys, close me").waitFor({ state: "detached" });
  },

  async f38_an_offer_is_declined_and_taken_back_by_keyboard_alone({ desk, operator }) {
    const marta = await colleague(desk, "Marta Shevchenko", MARTA);
    const { id, number } = await customer(desk, "Offer me by keys");
    const path = `/inbox/${number}`;
    const [olha, other] = [await operator({ path }), await operator({ path, email: MARTA })];
    await other.ask(
      "mutation { operatorSetStatus(input: { status: ONLINE, isAutoOffline: false }) { userErrors { message } } }",
    );
    const offer = () =>
      desk.act("chatForward", { chatId: id, operatorId: marta.id, comment: "Please" });
    await field(olha.page).waitFor();
    await field(other.page).waitFor();
    await offer();
    const decline = named(other.page, "Decline …");
    await enter(other.page, decline);
    const dialog = other.page.getByRole("dialog", { name: "Decline the offer" });
    await leave(other.page);
    await hasKeys(decline);
    await other.page.keyboard.press("Enter");
    await tabTo(other.page, other.page.getByRole("textbox", { name: "Why" }));
    await other.page.keyboard.type("I am at lunch");
    await enter(other.page, named(other.page, "Decline"));
    await olha.page.getByText("Marta Shevchenko declined it").waitFor();
    await dialog.waitFor({ state: "detached" });
    await keysAreIn(other.page.getByRole("main"));
    await offer();
    await enter(olha.page, named(olha.page, "Take it back"));
    await olha.page.getByText("Olha Kovalenko took the offer back").waitFor();
    await named(olha.page, "Take it back").waitFor({ state: "detached" });
    await keysAreIn(olha.page.getByRole("main"));
  },
};
