/** Every state, pictured on desktop and phone, light and dark, from left and from right. */
import { begin, enter, field, launcher, open, panel, sent, write } from "./acts.mjs";

const WIDE = { viewport: { width: 640, height: 780 } };
const PHONE = { viewport: { width: 390, height: 780 }, hasTouch: true, isMobile: true };
const settle = (page) => page.waitForTimeout(500);
const reply = (desk, chatId, body, format) =>
  desk.act(
    "messageReply",
    { chatId, body, ...(format ? { format } : {}) },
    "message { id } userErrors { message }",
  );

/** A chat with all kinds of messages. */
async function talk({ desk, page, url, words }) {
  await begin(page, url, words[0]);
  const chat = await desk.newest();
  await desk.act("chatJoin", { chatId: chat.id });
  const { messageReply } = await reply(desk, chat.id, words[1]);
  await reply(desk, chat.id, words[2], "MARKDOWN");
  await desk.act("messageReact", { messageId: chat.messages.nodes[0].id, emoji: "👍" });
  await panel(page).locator(".bubble strong").waitFor();
  await panel(page).locator(".bubble", { hasText: words[1] }).hover();
  await panel(page).locator(".bubble", { hasText: words[1] }).locator(".icon-button").click();
  await write(page, words[3]);
  await sent(page, words[3]);
  await desk.act("messageEdit", { messageId: messageReply.message.id, body: `${words[1]}!` });
  await settle(page);
  return { ...chat, firstReply: messageReply.message.id };
}

const ENGLISH = [
  "Where is my payout? TX-88120 failed",
  "I look into it, one moment",
  "The bank **retries tonight**: [how payouts work](https://example.org/payouts)\n\n- fee 0\n- arrives by `09:00`",
  "Thank you, that helps",
];
const ARABIC = [
  "أين دفعتي؟ فشلت TX-88120",
  "سأتحقق من ذلك حالًا",
  "سيحاول البنك **الليلة** مجددًا",
  "شكرًا جزيلًا",
];

export const SHOTS = {
  async home({ desk, host, visitor, shot }) {
    for (const [as, options, page_, query] of [
      ["offline", WIDE, "plain", ""],
      ["greeting", WIDE, "plain", "?key=fields"],
      ["identity", WIDE, "plain", "?key=named"],
      ["yellow", WIDE, "plain", "?key=yellow"],
      ["dark", { ...WIDE, colorScheme: "dark" }, "plain", "?key=fields"],
      ["phone", PHONE, "plain", "?key=fields"],
      ["arabic", WIDE, "arabic", ""],
      ["start", WIDE, "plain", "?key=start"],
    ]) {
      const { page } = await visitor(options);
      await open(page, `${host.url}/${page_}${query}`);
      await settle(page);
      await shot(page, `home_${as}`);
    }
    const told = await desk.online();
    if (told.errors) {
      throw new Error(JSON.stringify(told));
    }
    const { page } = await visitor(WIDE);
    await open(page, `${host.url}/plain`);
    await settle(page);
    await shot(page, "home_online");
  },

  async launcher({ host, visitor, shot }) {
    const { page } = await visitor(WIDE);
    await page.goto(`${host.url}/plain`);
    await launcher(page).waitFor();
    await shot(page, "launcher");
    await page.route("**/widget/app.*", (route) => route.abort());
    await launcher(page).click();
    await page.getByText("Try again").waitFor();
    await shot(page, "launcher_failed");
  },

  async before({ host, visitor, shot }) {
    for (const [as, options] of [
      ["light", WIDE],
      ["dark", { ...WIDE, colorScheme: "dark" }],
      ["phone", PHONE],
    ]) {
      const { page } = await visitor(options);
      await open(page, `${host.url}/plain?key=fields`);
      await enter(page);
      await panel(page).getByRole("button", { name: "Begin" }).click();
      await settle(page);
      await shot(page, `before_${as}`);
    }
  },

  async consent({ host, visitor, shot }) {
    for (const [as, options] of [
      ["light", WIDE],
      ["dark", { ...WIDE, colorScheme: "dark" }],
    ]) {
      const { page } = await visitor(options);
      await open(page, `${host.url}/plain?key=consent`);
      await enter(page);
      await write(page, "May I ask something?");
      await panel(page).getByText("One thing first").waitFor();
      await settle(page);
      await shot(page, `consent_${as}`);
    }
  },

  async chat({ desk, host, visitor, shot }) {
    for (const [as, options, name, words] of [
      ["light", WIDE, "plain", ENGLISH],
      ["dark", { ...WIDE, colorScheme: "dark" }, "plain", ENGLISH],
      ["phone", PHONE, "plain", ENGLISH],
      ["arabic", WIDE, "arabic", ARABIC],
      ["arabic_dark", { ...PHONE, colorScheme: "dark" }, "arabic", ARABIC],
    ]) {
      const { page } = await visitor(options);
      const chat = await talk({ desk, page, url: `${host.url}/${name}`, words }).catch(
        async (error) => {
          throw new Error(`${as}: ${error.message}`);
        },
      );
      await desk.act("typingSet", { chatId: chat.id, isTyping: true }, "clientMutationId");
      await panel(page).locator(".typing-dots").waitFor();
      await settle(page);
      await shot(page, `chat_${as}`);
      if (as === "light") {
        await desk.act("messageDelete", { messageId: chat.firstReply });
        await panel(page).locator(".bubble-ground[data-gone]").waitFor();
        await shot(page, "chat_deleted_message");
        host.away(true);
        await write(page, "does this go through?");
        await panel(page).getByText("1 message waits").waitFor();
        await settle(page);
        await shot(page, "chat_away");
        host.away(false);
        await panel(page).getByRole("button", { name: "Try now" }).click();
        await sent(page, "does this go through?");
      }
      if (as === "light" || as === "dark" || as === "arabic") {
        const [reason] = (await desk.operator("{ closeReasons { id } }")).closeReasons;
        await desk.act("chatClose", { chatId: chat.id, closeReasonId: reason.id });
        await panel(page).locator(".rating").waitFor();
        await panel(page).locator(".rating input").nth(3).check();
        await settle(page);
        await shot(page, `closed_${as}`);
        await panel(page).locator(".rating .button").click();
        await panel(page).locator(".closed-thanks").waitFor();
        await settle(page);
        await shot(page, `rated_${as}`);
        await panel(page).locator(".head .icon-button").first().click();
        await settle(page);
        await shot(page, `home_chat_${as}`);
      }
    }
  },

  async files({ host, visitor, shot }) {
    const { page } = await visitor(WIDE);
    await begin(page, `${host.url}/plain`, "Here is what I see");
    const picture = await page.screenshot();
    await panel(page)
      .locator("input[type=file]")
      .setInputFiles([
        { name: "screenshot of the page.png", mimeType: "image/png", buffer: picture },
        {
          name: `a very long name of a statement ${"x".repeat(40)}.txt`,
          mimeType: "text/plain",
          buffer: Buffer.from("a,b"),
        },
        {
          name: "film.bin",
          mimeType: "application/octet-stream",
          buffer: Buffer.alloc(3 * 2 ** 20),
        },
      ]);
    await settle(page);
    await shot(page, "files_chosen");
    await field(page).fill("Two files");
    await field(page).press("Enter");
    await panel(page).locator(".file-picture img").waitFor();
    await settle(page);
    await shot(page, "files_sent");
    await field(page).fill(`${"long ".repeat(3150)}`);
    await settle(page);
    await shot(page, "composer_long");
  },

  async refused({ desk, host, visitor, shot }) {
    const { page } = await visitor(WIDE);
    await begin(page, `${host.url}/plain`, "Hello");
    const chat = await desk.newest();
    await desk.act("contactBlock", { contactId: chat.contact.id });
    await write(page, "Why does nobody answer?");
    await panel(page).getByText("You cannot write here any more.").waitFor();
    await settle(page);
    await shot(page, "blocked");
    const other = await visitor(WIDE);
    await begin(other.page, `${host.url}/plain`, "Hello");
    const { id, number } = await desk.newest();
    await desk.act("chatDelete", { chatId: id, number });
    await panel(other.page).getByText("This chat was deleted.").waitFor();
    await settle(other.page);
    await shot(other.page, "deleted");
  },
};
