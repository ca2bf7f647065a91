/** What a visitor and the company say to each other, over whatever happens to the line. */
import { ok, deepStrictEqual as same } from "node:assert/strict";
import { readFileSync } from "node:fs";
import {
  asksOf,
  becomes,
  begin,
  bubbles,
  enter,
  field,
  launcher,
  open,
  panel,
  reply,
  sent,
  stored,
  tryNow,
  write,
} from "./acts.mjs";

const MANIFEST = new URL("../../dist/widget/manifest.json", import.meta.url);

export const CHAT = {
  async f1_the_loader_asks_nothing_and_stores_nothing({ host, visitor }) {
    const { page, reports, requests } = await visitor();
    await page.goto(`${host.url}/plain`);
    await launcher(page).waitFor();
    same(
      requests.map((url) => new URL(url).pathname),
      ["/plain", "/widget/site.js"],
    );
    same(await stored(page), []);
    same(reports, []);
    same(
      await page.evaluate(() => Object.keys(window).filter((name) => /switchboard/i.test(name))),
      ["Switchboard"],
    );
  },

  async f1_a_visitor_writes_and_is_answered({ desk, host, visitor }) {
    const { page, reports } = await visitor();
    await begin(page, `${host.url}/plain`, "Where is my payout?");
    const chat = await desk.newest();
    await reply(desk, chat.id, "It leaves **today**.");
    await bubbles(page).getByText("It leaves").waitFor();
    same(reports, []);
  },

  async f85_customers_load_nothing_of_the_designer_s_preview({ desk, host, visitor }) {
    const { page, requests } = await visitor();
    await begin(page, `${host.url}/plain`, "Where is my payout?");
    const chat = await desk.newest();
    await reply(desk, chat.id, "It leaves today.");
    await bubbles(page).getByText("It leaves").waitFor();
    const chunks = JSON.parse(readFileSync(MANIFEST, "utf8"));
    const { file } = chunks["preview.tsx"];
    const app = Object.values(chunks).find(({ isEntry }) => isEntry);
    const loaded = requests.map((url) => new URL(url).pathname);
    ok(loaded.includes(`/widget/${app.file}`), loaded.join(" "));
    ok(!loaded.includes(`/widget/${file}`), `a customer loads ${file}`);
  },

  async f25_nothing_is_stored_before_the_first_message({ host, visitor }) {
    const { page, requests, context } = await visitor();
    await open(page, `${host.url}/plain`);
    await enter(page);
    await field(page).fill("a draft");
    same(await stored(page), []);
    same(await context.cookies(), []);
    await becomes(async () => asksOf(requests, "/visitor/graphql"), 1);
    await field(page).press("Enter");
    await sent(page, "a draft");
    await becomes(() => stored(page), ["switchboard:site:session"]);
  },

  async f63_nothing_is_stored_before_consent({ desk, host, visitor }) {
    const { page } = await visitor();
    await open(page, `${host.url}/plain?key=consent`);
    await enter(page);
    await write(page, "May I?");
    await panel(page).getByText("We keep what you write").waitFor();
    same(await stored(page), []);
    await panel(page).getByRole("button", { name: "Not now" }).click();
    await becomes(() => field(page).inputValue(), "May I?");
    await field(page).press("Enter");
    await panel(page).getByRole("button", { name: "I agree" }).click();
    await sent(page, "May I?");
    await becomes(() => stored(page), ["switchboard:consent:session"]);
    const chat = await desk.newest();
    same(
      chat.messages.nodes.map(({ body }) => body),
      ["May I?"],
    );
  },

  async f64_fields_are_asked_and_checked({ desk, host, visitor }) {
    const { page } = await visitor();
    await open(page, `${host.url}/plain?key=fields`);
    await enter(page);
    await panel(page).getByRole("button", { name: "Begin" }).click();
    await panel(page).getByText("This is needed.").waitFor();
    await panel(page).getByLabel("Email").fill("ana");
    await panel(page).getByText("Write it as name@example.org.").waitFor();
    await panel(page).getByLabel("Email").fill("ana@example.org");
    await panel(page).getByLabel("Name").fill("Ana Kovac");
    await panel(page).getByRole("button", { name: "Begin" }).click();
    await write(page, "It is me");
    await sent(page, "It is me");
    const { chats } = await desk.operator(
      "{ chats(first: 1) { nodes { contact { name email } } } }",
    );
    same(chats.nodes[0].contact, { name: "Ana Kovac", email: "ana@example.org" });
  },

  async f64_what_the_page_knows_is_filled_in({ host, visitor }) {
    const { page } = await visitor();
    await page.goto(`${host.url}/plain?key=fields`);
    await page.evaluate(() => window.Switchboard.prefill({ name: "Ana", message: "I ask" }));
    await launcher(page).click();
    await enter(page);
    await becomes(() => panel(page).getByLabel("Name").inputValue(), "Ana");
    await panel(page).getByLabel("Email").fill("ana@example.org");
    await panel(page).getByRole("button", { name: "Begin" }).click();
    await becomes(() => field(page).inputValue(), "I ask");
  },

  async f1_the_chat_is_there_on_the_next_page({ desk, host, visitor }) {
    const { page } = await visitor();
    await begin(page, `${host.url}/plain`, "Before I go on");
    const chat = await desk.newest();
    await page.goto(`${host.url}/small`);
    await reply(desk, chat.id, "Here you are");
    await page.locator(".launcher[data-unread]").waitFor();
    await becomes(() => launcher(page).getAttribute("data-count"), "1");
    await launcher(page).click();
    await panel(page).getByText("Here you are").waitFor();
    await enter(page);
    await bubbles(page).getByText("Here you are").waitFor();
    await page.locator(".launcher:not([data-unread])").waitFor();
  },

  async f21_f92_a_cut_line_loses_nothing({ desk, host, visitor }) {
    const { page } = await visitor();
    await begin(page, `${host.url}/plain`, "one");
    const chat = await desk.newest();
    host.away(true);
    await reply(desk, chat.id, "said while away");
    await write(page, "two");
    await write(page, "three");
    await panel(page).getByText("2 messages wait").waitFor();
    await becomes(
      async () => (await stored(page)).filter((key) => key.includes(":out:")).length,
      2,
    );
    host.away(false);
    await tryNow(page);
    await sent(page, "three");
    await bubbles(page).getByText("said while away").waitFor();
    const { messages } = await desk.newest();
    same(
      messages.nodes.map(({ body }) => body),
      ["one", "said while away", "two", "three"],
    );
  },

  async f21_a_server_that_starts_again_is_found({ desk, host, visitor }) {
    const { page } = await visitor();
    await begin(page, `${host.url}/plain`, "before the restart");
    await desk.stop();
    await write(page, "meanwhile");
    await desk.serve();
    await sent(page, "meanwhile");
    const chat = await desk.newest();
    await reply(desk, chat.id, "back again");
    await bubbles(page).getByText("back again").waitFor();
  },

  async f92_what_waits_goes_after_a_reload_once({ desk, host, visitor }) {
    const { page } = await visitor();
    await begin(page, `${host.url}/plain`, "first");
    host.away(true);
    await write(page, "kept over the reload");
    await panel(page).locator(".bubble-meta[data-state=waiting]").waitFor();
    host.away(false);
    await page.reload();
    await launcher(page).click();
    await enter(page);
    await sent(page, "kept over the reload");
    const { messages } = await desk.newest();
    same(
      messages.nodes.map(({ body }) => body),
      ["first", "kept over the reload"],
    );
  },

  async f2_f21_two_tabs_are_one_visitor({ host, visitor, desk }) {
    const { page, context } = await visitor();
    await begin(page, `${host.url}/plain`, "from the first tab");
    const other = await context.newPage();
    await open(other, `${host.url}/plain`);
    await enter(other);
    await bubbles(other).getByText("from the first tab").waitFor();
    await write(other, "from the second tab");
    await sent(other, "from the second tab");
    await bubbles(page).getByText("from the second tab").waitFor();
    const { messages } = await desk.newest();
    same(messages.nodes.length, 2);
  },

  async f107_forgotten_in_one_tab_is_forgotten_in_all({ host, visitor }) {
    const { page, context } = await visitor();
    await begin(page, `${host.url}/plain`, "to be forgotten");
    const other = await context.newPage();
    await open(other, `${host.url}/plain`);
    await panel(other).getByText("to be forgotten").waitFor();
    await other.evaluate(() => window.Switchboard.forget());
    await panel(page).getByRole("button", { name: "Write to us" }).waitFor();
    await becomes(() => stored(page), []);
  },

  async f24_older_messages_come_without_a_jump({ desk, host, visitor }) {
    const { page } = await visitor();
    await begin(page, `${host.url}/plain`, "the very first");
    const chat = await desk.newest();
    for (let number = 1; number <= 70; number += 1) {
      await reply(desk, chat.id, `answer number ${number}`);
    }
    await page.reload();
    await launcher(page).click();
    await enter(page);
    await bubbles(page).getByText("answer number 70").waitFor();
    await becomes(() => bubbles(page).count(), 50);
    const anchor = bubbles(page).getByText("answer number 30", { exact: true });
    const top = () => anchor.evaluate((element) => Math.round(element.getBoundingClientRect().top));
    await anchor.evaluate((element) => element.scrollIntoView());
    const before = await top();
    await bubbles(page).getByText("the very first").waitFor({ state: "attached" });
    ok(Math.abs((await top()) - before) <= 2, `it moved by ${(await top()) - before}`);
    await reply(desk, chat.id, "one more below");
    await panel(page).getByRole("button", { name: "New messages" }).click();
    await bubbles(page).getByText("one more below").waitFor();
  },

  async f21_without_sockets_events_come({ desk, host, visitor }) {
    host.shut(true);
    const { page } = await visitor();
    await begin(page, `${host.url}/plain`, "no sockets here");
    const chat = await desk.newest();
    await reply(desk, chat.id, "by events");
    await bubbles(page).getByText("by events").waitFor();
  },

  async f29_edited_deleted_quoted_reacted({ desk, host, visitor }) {
    const { page } = await visitor();
    await begin(page, `${host.url}/plain`, "the question");
    const chat = await desk.newest();
    const { messageReply } = await reply(desk, chat.id, "a first answer");
    const messageId = messageReply.message.id;
    await bubbles(page).getByText("a first answer").waitFor();
    await desk.act("messageEdit", { messageId, body: "a better answer" });
    await bubbles(page).getByText("a better answer").waitFor();
    await panel(page).getByText("edited").waitFor();
    await panel(page).locator(".bubble", { hasText: "a better answer" }).hover();
    await panel(page).getByRole("button", { name: "Answer this" }).click();
    await write(page, "thank you");
    await panel(page)
      .locator(".bubble[data-mine] .bubble-quoted")
      .getByText("a better answer")
      .waitFor();
    await desk.act("messageDelete", { messageId });
    await panel(page).getByText("This message was deleted.").waitFor();
  },

  async f30_files_go_and_come({ desk, host, visitor }) {
    const { page } = await visitor();
    await open(page, `${host.url}/plain`);
    await enter(page);
    const pixel = Buffer.from(
      "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==",
      "base64",
    );
    await panel(page)
      .locator("input[type=file]")
      .setInputFiles([
        { name: "pixel.png", mimeType: "image/png", buffer: pixel },
        { name: "notes.txt", mimeType: "text/plain", buffer: Buffer.from("some notes") },
        {
          name: "film.bin",
          mimeType: "application/octet-stream",
          buffer: Buffer.alloc(3 * 2 ** 20),
        },
      ]);
    await panel(page).getByText("Too large: at most 2 MB a file.").waitFor();
    await field(page).press("Enter");
    await panel(page).locator(".file-picture img").waitFor();
    ok(
      await panel(page)
        .locator(".file-picture img")
        .evaluate((image) => image.decode().then(() => image.naturalWidth === 1)),
    );
    await panel(page).locator(".file-card", { hasText: "notes" }).waitFor();
    await panel(page).locator(".bubble-meta[data-state=sent]").waitFor();
    const { chats } = await desk.operator(
      "{ chats(first: 1) { nodes { messages(last: 1) { nodes { attachments { name } } } } } }",
    );
    same(
      chats.nodes[0].messages.nodes[0].attachments.map(({ name }) => name),
      ["pixel.png", "notes.txt"],
    );
  },

  async f45_closed_is_rated_and_opened_again({ desk, host, visitor }) {
    const { page } = await visitor();
    await begin(page, `${host.url}/plain`, "solve this");
    const chat = await desk.newest();
    const { closeReasons } = await desk.operator("{ closeReasons { id } }");
    await desk.act("chatJoin", { chatId: chat.id });
    await desk.act("chatClose", { chatId: chat.id, closeReasonId: closeReasons[0].id });
    await panel(page).getByText("How was it?").waitFor();
    await panel(page).getByRole("radio", { name: "Very good" }).check();
    await panel(page).getByLabel("Tell us more").fill("Quick and kind");
    await panel(page).locator(".rating").getByRole("button", { name: "Send" }).click();
    await panel(page).getByText("Thank you for your answer.").waitFor();
    await write(page, "one more thing");
    await sent(page, "one more thing");
    await panel(page).locator(".closed").waitFor({ state: "detached" });
  },

  async f70_blocked_and_deleted_are_said({ desk, host, visitor }) {
    const { page } = await visitor();
    await begin(page, `${host.url}/plain`, "spam?");
    const chat = await desk.newest();
    await desk.act("contactBlock", { contactId: chat.contact.id });
    await write(page, "more spam");
    await panel(page).getByText("You cannot write here any more.").waitFor();
    const other = await visitor();
    await begin(other.page, `${host.url}/plain`, "delete me");
    const { id, number } = await desk.newest();
    await desk.act("chatDelete", { chatId: id, number });
    await panel(other.page).getByText("This chat was deleted.").waitFor();
    await write(other.page, "a new one");
    await sent(other.page, "a new one");
  },
};
