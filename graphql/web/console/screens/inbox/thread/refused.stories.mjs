/** What does not arrive: a messenger refuses it, or keeps back whether it took it, or the desk has no room. */
import { equal, ok } from "node:assert/strict";
import { once } from "node:events";
import { createServer } from "node:http";
import { bubble, customer, field, tabTo } from "../../../../stories/customer.mjs";
import { freePort } from "../../../../stories/desk.mjs";
import { hasKeys, keysAreIn, tabBackTo } from "../../../../stories/keyboard.mjs";
import { shows } from "../../../../stories/shows.mjs";

const PORT = await freePort();
const QUOTA_BYTES = 100;
const tokenOf = (bot) => `${bot}:AAstories-only-not-a-real-token-000000`;

export const DESK = {
  settings: {
    SWITCHBOARD_PLUGINS_ALLOW_PRIVATE_HOSTS: `127.0.0.1:${PORT}`,
    SWITCHBOARD_FILES_QUOTA_BYTES: String(QUOTA_BYTES),
  },
};

const BLOCKED = {
  status: 403,
  body: JSON.stringify({
    ok: false,
    error_code: 403,
    description: "Forbidden: bot was blocked by the user",
  }),
};
/** Of this answer nobody can say whether the message was taken. */
const UNREADABLE = { status: 200, body: "<html>" };

/** A messenger that tells the bot what `write` was given, and answers what it sends by `answers`, then takes it. */
async function startMessenger(bot) {
  const updates = [];
  const answers = [];
  const sent = [];
  const done = (result) => ({ status: 200, body: JSON.stringify({ ok: true, result }) });
  const answer = (method, given) => {
    switch (method) {
      case "getMe":
        return done({ id: bot, is_bot: true, first_name: "Shop", username: "shop_bot" });
      case "getUpdates": {
        const from = Number(given.offset ?? 0);
        return done(updates.filter(({ update_id }) => update_id >= from));
      }
      case "sendMessage":
        sent.push(given.text);
        return (
          answers.shift() ??
          done({
            message_id: 1_000 + sent.length,
            date: 1_764_000_000,
            chat: { id: 7, type: "private" },
          })
        );
      default:
        return done(true);
    }
  };
  const server = createServer(async (incoming, outgoing) => {
    let text = "";
    for await (const part of incoming.setEncoding("utf8")) {
      text += part;
    }
    const method = new URL(incoming.url, "http://localhost").pathname.split("/").at(-1);
    const { status, body } = answer(method, text.startsWith("{") ? JSON.parse(text) : {});
    outgoing.writeHead(status, { "content-type": "application/json" }).end(body);
  }).listen(PORT, "127.0.0.1");
  await once(server, "listening");
  const person = { id: 7, is_bot: false, first_name: "Ana" };
  return {
    bot,
    answers,
    sent,
    write: (text) => {
      const number = updates.length + 1;
      const chat = { id: 7, type: "private", first_name: "Ana" };
      updates.push({
        update_id: number,
        message: { message_id: number, date: 1_764_000_000 + number, text, from: person, chat },
      });
    },
    end: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

/** The number of the chat that a customer of the messenger has begun with this text. */
async function begun(desk, messenger, text) {
  const { channelCreate } = await desk.act(
    "channelCreate",
    {
      plugin: "org.switchboard.telegram",
      name: `Shop bot ${messenger.bot}`,
      settings: { base_url: `http://127.0.0.1:${PORT}` },
      secrets: [
        { name: "bot_token", value: tokenOf(messenger.bot) },
        { name: "webhook_secret", value: "stories_Secret-Token" },
      ],
    },
    "channel { id } userErrors { message }",
  );
  await desk.act("channelConnect", { channelId: channelCreate.channel.id });
  messenger.write(text);
  for (;;) {
    const chat = await desk.newest();
    if (chat?.messages.nodes.some(({ body }) => body === text)) {
      return chat.number;
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

export const STORIES = {
  async f26_what_failed_says_why_and_is_sent_again({ desk, operator, shot, accessible }) {
    const messenger = await startMessenger(123_456_781);
    try {
      const number = await begun(desk, messenger, "Do my answers reach you?");
      const { page } = await operator({ path: `/inbox/${number}` });
      await bubble(page, "Do my answers reach you?").waitFor();

      messenger.answers.push(BLOCKED);
      await field(page).fill("Do you read this?");
      await field(page).press("Enter");
      const refused = bubble(page, "Do you read this?");
      await refused.getByText(/Not sent: .*blocked the bot/).waitFor();
      await accessible(page);
      await shot(page, "inbox_failed");
      await refused.getByRole("button", { name: "Try again" }).click();
      await refused.getByText("sent", { exact: true }).waitFor({ state: "attached" });
      equal(await refused.getByText(/Not sent/).count(), 0);
      equal(messenger.sent.filter((text) => text === "Do you read this?").length, 2);

      messenger.answers.push(UNREADABLE);
      await field(page).fill("Or this?");
      await field(page).press("Enter");
      const unknown = bubble(page, "Or this?");
      await unknown.getByText("It may have arrived.").waitFor();
      await shot(page, "inbox_maybe");
      await unknown.getByRole("button", { name: "It did" }).click();
      await unknown.getByText("sent", { exact: true }).waitFor({ state: "attached" });
      equal(messenger.sent.filter((text) => text === "Or this?").length, 1);

      messenger.answers.push(UNREADABLE);
      await field(page).fill("And this?");
      await field(page).press("Enter");
      const again = bubble(page, "And this?");
      await again.getByRole("button", { name: "Send again" }).click();
      await again.getByText("sent", { exact: true }).waitFor({ state: "attached" });
      equal(messenger.sent.filter((text) => text === "And this?").length, 2);
    } finally {
      messenger.end();
    }
  },

  async f26_what_failed_is_sent_again_by_keyboard_alone({ desk, operator }) {
    const messenger = await startMessenger(123_456_782);
    try {
      const number = await begun(desk, messenger, "Do keys reach you?");
      const { page } = await operator({ path: `/inbox/${number}` });
      await bubble(page, "Do keys reach you?").waitFor();
      await tabTo(page, field(page));
      for (const [answer, text, act, count] of [
        [BLOCKED, "Keys, do you read this?", "Try again", 2],
        [UNREADABLE, "Keys, or this?", "It did", 1],
        [UNREADABLE, "Keys, and this?", "Send again", 2],
      ]) {
        messenger.answers.push(answer);
        await page.keyboard.type(text);
        await page.keyboard.press("Enter");
        const unsure = bubble(page, text);
        await tabBackTo(page, unsure.getByRole("button", { name: act, exact: true }));
        await page.keyboard.press("Enter");
        await unsure.getByText("sent", { exact: true }).waitFor({ state: "attached" });
        equal(messenger.sent.filter((one) => one === text).length, count);
        // What was pressed is gone; the keys are where it was, and find back.
        await keysAreIn(page.getByRole("feed", { name: "Messages" }));
        await page.keyboard.press("r");
        await hasKeys(field(page));
      }
    } finally {
      messenger.end();
    }
  },

  async f31_a_full_desk_refuses_a_file_and_says_how_full_it_is({ desk, operator, shot }) {
    const { number } = await customer(desk, "Send me the contract");
    const { page } = await operator({ path: `/inbox/${number}` });
    await field(page).waitFor();
    await field(page).fill("Here it is");
    const files = page.locator("input[type=file]");
    await files.setInputFiles({
      name: "contract.txt",
      mimeType: "text/plain",
      buffer: Buffer.alloc(QUOTA_BYTES + 1, "x"),
    });
    await page.getByRole("alert").filter({ hasText: /quota/ }).waitFor();
    await page.getByRole("meter", { name: /for files are used/ }).waitFor();
    await shot(page, "inbox_quota");
    await page.getByRole("button", { name: "Remove contract.txt" }).click();
    await shows(() => field(page).inputValue(), "Here it is");
    await field(page).press("Enter");
    await bubble(page, "Here it is").waitFor();
    const { server } = await desk.operator("{ server { storedBytes } }");
    ok(Number(server.storedBytes) === 0, `${server.storedBytes} bytes are kept`);
  },
};
