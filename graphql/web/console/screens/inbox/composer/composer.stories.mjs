/** What is written, and what goes with it. */
import { equal, ok } from "node:assert/strict";
import { bubble, customer, field, pick } from "../../../../stories/customer.mjs";
import { shows } from "../../../../stories/shows.mjs";

/** So large may a file be on the desk of the stories. */
const MOST_BYTES = 2 * 2 ** 20;
const TEXT = (body, locale = "en") => ({ locale, body, format: "PLAIN" });

const send = async (page) => {
  await field(page).press("Enter");
};

/** What is in the thread by the server. */
async function messages(desk, number) {
  const { chat } = await desk.operator(
    `{ chat(number: ${number}) { messages(last: 9) { nodes { body attachments { name state } quoted { body } } } } }`,
  );
  return chat.messages.nodes;
}

export const STORIES = {
  async f30_f31_files_go_with_a_message({ desk, operator, shot }) {
    const { number } = await customer(desk, "Send me the receipt");
    const { page } = await operator({ path: `/inbox/${number}` });
    await field(page).waitFor();
    const files = page.locator("input[type=file]");
    await files.setInputFiles({
      name: "large.bin",
      mimeType: "application/octet-stream",
      buffer: Buffer.alloc(MOST_BYTES + 1),
    });
    await page
      .getByRole("alert")
      .filter({ hasText: /takes files up to/ })
      .waitFor();
    await page.getByRole("button", { name: "Remove large.bin" }).click();
    await files.setInputFiles({
      name: "receipt.txt",
      mimeType: "text/plain",
      buffer: Buffer.from("paid"),
    });
    await page.getByRole("meter", { name: /for files are used/ }).waitFor();
    await shot(page, "inbox_files");
    await page.getByRole("button", { name: "Send", exact: true }).click();
    await page
      .getByRole("article")
      .getByRole("link", { name: /receipt\.txt/ })
      .waitFor();
    const [, sent] = await messages(desk, number);
    equal(sent.attachments[0].name, "receipt.txt");
  },

  async f30_a_picture_is_dropped_and_pasted({ desk, operator }) {
    const { number } = await customer(desk, "Show me");
    const { page } = await operator({ path: `/inbox/${number}` });
    await field(page).waitFor();
    for (const kind of ["drop", "paste"]) {
      await field(page).evaluate((area, how) => {
        const data = new DataTransfer();
        data.items.add(new File([`${how} it`], `${how}.txt`, { type: "text/plain" }));
        area.dispatchEvent(
          how === "drop"
            ? new DragEvent("drop", { bubbles: true, cancelable: true, dataTransfer: data })
            : new ClipboardEvent("paste", { bubbles: true, cancelable: true, clipboardData: data }),
        );
      }, kind);
      await page.getByRole("button", { name: `Remove ${kind}.txt` }).waitFor();
    }
    await page.getByRole("button", { name: "Send", exact: true }).click();
    await page
      .getByRole("article")
      .getByRole("link", { name: /drop\.txt/ })
      .waitFor();
    await page
      .getByRole("article")
      .getByRole("link", { name: /paste\.txt/ })
      .waitFor();
  },

  async f30_what_is_sent_waits_for_its_files({ desk, operator, shot }) {
    const { number } = await customer(desk, "Both files, please");
    const { page } = await operator({ path: `/inbox/${number}` });
    await field(page).waitFor();
    const file = (name) => ({ name, mimeType: "text/plain", buffer: Buffer.from(name) });
    const attach = (name) => page.locator("input[type=file]").setInputFiles(file(name));
    // The line is slow: what goes by it goes when the story says so.
    const held = [];
    await page.route("**/uploads/**", (route) => held.push(() => route.continue()));
    const isHeld = async (count) => {
      for (let tries = 0; tries < 100 && held.length < count; tries += 1) {
        await page.waitForTimeout(50);
      }
      equal(held.length, count);
    };
    await attach("first.txt");
    await isHeld(1);
    await attach("second.txt");
    await isHeld(2);
    await field(page).fill("Here they are");
    await send(page);
    const awaited = page.getByText("It is sent as soon as its files are there.");
    await awaited.waitFor();
    await shot(page, "inbox_files_awaited");
    // Whoever writes on has not ended.
    await field(page).pressSequentially(", both");
    await awaited.waitFor({ state: "detached" });
    await send(page);
    await awaited.waitFor();
    await page.getByRole("button", { name: "Do not send yet" }).click();
    await awaited.waitFor({ state: "detached" });
    await send(page);
    await awaited.waitFor();
    equal((await messages(desk, number)).length, 1);
    // The later one arrives first, and neither takes the other's place.
    held[1]();
    await page.getByRole("progressbar", { name: "second.txt" }).waitFor({ state: "detached" });
    await awaited.waitFor();
    held[0]();
    await bubble(page, "Here they are, both")
      .getByRole("link", { name: /second\.txt/ })
      .waitFor();
    let sent;
    for (let tries = 0; tries < 100 && !sent; tries += 1) {
      await page.waitForTimeout(100);
      [, sent] = await messages(desk, number);
    }
    equal(sent.attachments.map(({ name }) => name).join(), "first.txt,second.txt");
  },

  async f30_a_file_that_fails_holds_what_waits_for_it({ desk, operator }) {
    const { number } = await customer(desk, "One file, please");
    const { page } = await operator({ path: `/inbox/${number}` });
    await field(page).waitFor();
    let cut;
    await page.route("**/uploads/**", (route) => {
      cut = () => route.abort();
    });
    await page.locator("input[type=file]").setInputFiles({
      name: "cut.txt",
      mimeType: "text/plain",
      buffer: Buffer.from("cut"),
    });
    await field(page).fill("Here it is");
    await send(page);
    const awaited = page.getByText("It is sent as soon as its files are there.");
    await awaited.waitFor();
    for (let tries = 0; tries < 100 && !cut; tries += 1) {
      await page.waitForTimeout(50);
    }
    cut();
    await awaited.waitFor({ state: "detached" });
    await page
      .getByRole("alert")
      .filter({ hasText: "It did not get through. Attach it again." })
      .waitFor();
    await shows(() => field(page).inputValue(), "Here it is");
    equal((await messages(desk, number)).length, 1);
    // People decide: without it.
    await send(page);
    await bubble(page, "Here it is").first().waitFor();
  },

  async f30_a_text_too_long_for_a_message_becomes_a_file({ desk, operator, shot }) {
    const { number } = await customer(desk, "Send me the log");
    const { page } = await operator({ path: `/inbox/${number}` });
    await field(page).waitFor();
    const paste = (into, count) =>
      into.evaluate((area, size) => {
        const data = new DataTransfer();
        data.setData("text/plain", "8 bytes\n".repeat(size / 8));
        const pasted = new ClipboardEvent("paste", {
          bubbles: true,
          cancelable: true,
          clipboardData: data,
        });
        area.dispatchEvent(pasted);
      }, count);
    await paste(field(page), 8_000_000);
    await page.getByText("It is too long for a message, and goes as a file.").waitFor();
    // The desk of the stories takes less.
    await page
      .getByRole("alert")
      .filter({ hasText: /takes files up to/ })
      .waitFor();
    await page.getByRole("button", { name: "Remove pasted.txt" }).click();
    await paste(field(page), 800_000);
    await page.getByRole("button", { name: "Remove pasted.txt" }).waitFor();
    equal(await field(page).inputValue(), "");
    await shot(page, "inbox_pasted");
    await page.keyboard.press("ControlOrMeta+.");
    const note = page.getByRole("textbox", { name: "A note, only for your team" });
    await paste(note, 800_000);
    await page.getByText(/^A note takes 65,536 characters/).waitFor();
    equal(await note.inputValue(), "");
    await page.keyboard.press("ControlOrMeta+.");
    await send(page);
    await page
      .getByRole("article")
      .getByRole("link", { name: /pasted\.txt/ })
      .waitFor();
  },

  async f30_a_picture_shows_itself({ desk, operator }) {
    const { number } = await customer(desk, "What does it look like?");
    const { page } = await operator({ path: `/inbox/${number}` });
    await field(page).waitFor();
    await page.locator("input[type=file]").setInputFiles({
      name: "dot.png",
      mimeType: "image/png",
      buffer: await page.screenshot({ clip: { x: 0, y: 0, width: 40, height: 20 } }),
    });
    await page.getByRole("button", { name: "Remove dot.png" }).waitFor();
    await page.getByRole("button", { name: "Send", exact: true }).click();
    const picture = page.getByRole("article").getByRole("img", { name: "dot.png" });
    await picture.waitFor();
    await page.waitForFunction(
      () => document.querySelector("img[alt='dot.png']")?.naturalWidth === 40,
    );
  },

  async f48_a_template_speaks_the_chosen_language({ desk, operator }) {
    await desk.act("templateCreate", {
      title: "Refund sent",
      shortcut: "refund",
      scope: "EVERYONE",
      defaultLocale: "en",
      texts: [
        TEXT("Hello {{ contact.name }}, your refund is on its way."),
        TEXT("Guten Tag {{ contact.name }}, die Erstattung ist unterwegs.", "de"),
      ],
    });
    const { number } = await customer(desk, "My refund?", { name: "Ana" });
    const { page } = await operator({ path: `/inbox/${number}` });
    await field(page).pressSequentially("/");
    await pick(page, "/refund", "English");
    await page.waitForFunction(
      () => document.querySelector("textarea").value === "Hello Ana, your refund is on its way.",
    );
    await field(page).fill("");
    await field(page).blur();
    await page.keyboard.press("t");
    await pick(page, "German");
    await page.waitForFunction(() =>
      document.querySelector("textarea").value.startsWith("Guten Tag Ana"),
    );
    await send(page);
    await bubble(page, "die Erstattung ist unterwegs").waitFor();
  },

  async f49_a_typed_token_becomes_its_text({ desk, operator }) {
    await desk.act("replacementCreate", {
      token: "brb",
      text: "I shall be right back",
      scope: "EVERYONE",
    });
    const { number } = await customer(desk, "Are you there?");
    const { page } = await operator({ path: `/inbox/${number}` });
    await field(page).waitFor();
    await page.waitForLoadState("networkidle");
    await field(page).pressSequentially("brb ");
    await page.waitForFunction(
      () => document.querySelector("textarea").value === "I shall be right back ",
    );
    await page.keyboard.press("ControlOrMeta+z");
    await page.waitForFunction(() => document.querySelector("textarea").value === "brb ");
    await field(page).fill("");
  },

  async f106_what_was_sent_is_taken_back_by_a_key({ desk, operator }) {
    const { number } = await customer(desk, "Do not hurry");
    const { page } = await operator({ path: `/inbox/${number}` });
    await field(page).fill("Too soon");
    await send(page);
    await page.getByText("is sent in a moment").waitFor();
    await field(page).press("ControlOrMeta+z");
    await page.waitForFunction(() => document.querySelector("textarea").value === "Too soon");
    await page.getByText("is sent in a moment").waitFor({ state: "detached" });
    await field(page).fill("");
    equal((await messages(desk, number)).length, 1);
  },

  async f27_up_in_an_empty_field_changes_the_last_message({ desk, operator }) {
    const { number } = await customer(desk, "What day is it?");
    const { page } = await operator({ path: `/inbox/${number}` });
    await field(page).fill("Wensday");
    await send(page);
    await bubble(page, "Wensday")
      .getByText("sent", { exact: true })
      .first()
      .waitFor({ state: "attached" });
    await field(page).press("ArrowUp");
    await page.getByRole("textbox", { name: "Change the message" }).fill("Wednesday");
    await page.keyboard.press("Enter");
    const changed = bubble(page, "Wednesday");
    await changed.getByRole("button", { name: "edited" }).click();
    await page.getByRole("dialog", { name: "What it said before" }).getByText("Wensday").waitFor();
  },

  async f106_a_newer_message_is_told_before_sending({ desk, operator }) {
    const texts = Array.from({ length: 30 }, (_, place) => `Guarded ${place}`);
    const { number, write } = await customer(desk, texts);
    const { page } = await operator({ path: `/inbox/${number}` });
    await bubble(page, "Guarded 29").waitFor();
    await field(page).fill("About the first one");
    await page.getByRole("feed").evaluate((feed) => feed.scrollTo(0, 0));
    await bubble(page, "Guarded 0").first().waitFor();
    await write("I have solved it myself");
    await page.getByRole("button", { name: /1 new/ }).waitFor();
    await send(page);
    await page.getByText(/has written meanwhile: I have solved it myself/).waitFor();
    await page.getByRole("button", { name: "Send anyway" }).click();
    await page.waitForFunction(() => document.querySelector("textarea").value === "");
  },

  async f106_an_emoji_is_put_into_the_text({ desk, operator, accessible }) {
    const { number } = await customer(desk, "Are you happy?");
    const { page } = await operator({ path: `/inbox/${number}` });
    await field(page).fill("Very ");
    await page.getByRole("button", { name: "Insert an emoji" }).click();
    await page.getByRole("dialog", { name: "Emojis" }).waitFor();
    await accessible(page);
    await page.getByRole("button", { name: "🎉" }).click();
    await page.waitForFunction(() => document.querySelector("textarea").value === "Very 🎉");
    await field(page).fill("");
    ok(number);
  },
};
