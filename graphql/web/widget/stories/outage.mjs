/** A line that is cut, dies without a word, or leads to another desk than before: nothing is missed, and nothing doubled. */
import { ok, deepStrictEqual as same } from "node:assert/strict";
import { setTimeout as pause } from "node:timers/promises";
import { flood } from "../../stories/fill.mjs";
import {
  becomes,
  begin,
  bubbles,
  enter,
  field,
  launcher,
  panel,
  reply,
  sent,
  write,
} from "./acts.mjs";

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
/** At most so long is waited between two tries, so that in a step of it one falls. */
const STEP_MS = 15_000;
/** More than this is not told one by one. */
const TOLD_EVENTS = 10_000;

/** A visitor with a chat; the time of their page is the story's. */
async function timed(visitor, url, text) {
  const one = await visitor();
  await one.page.clock.install();
  await begin(one.page, url, text);
  return one;
}

/** Their time goes on until it is so; each step leaves the network its own. */
async function until(page, isSo) {
  for (let tries = 0; tries < 40 && !(await isSo()); tries += 1) {
    await page.clock.runFor(STEP_MS);
    await pause(200);
  }
  ok(await isSo(), `it does not come to be: ${isSo}`);
}

const bodies = async (desk) => (await desk.newest()).messages.nodes.map(({ body }) => body);
const texts = (page) => bubbles(page).locator(".text").allTextContents();

/** The desk has these and no others, and each stands there once. */
async function complete(desk, page, wanted) {
  await becomes(() => texts(page), wanted);
  same(await bodies(desk), wanted);
}

export const OUTAGE = {
  async f21_f92_ten_minutes_without_a_line_are_made_up_for({ desk, host, visitor }) {
    const { page } = await timed(visitor, `${host.url}/plain`, "Ten minutes before");
    const chat = await desk.newest();
    host.away(true);
    await reply(desk, chat.id, "Said to nobody");
    await write(page, "Asked to nobody");
    await until(page, () => panel(page).getByText("1 message waits").isVisible());
    const before = host.tries;
    for (let passed = 0; passed < 10 * MINUTE_MS; passed += STEP_MS) {
      await page.clock.runFor(STEP_MS);
      await pause(50);
    }
    const tries = host.tries - before;
    ok(tries >= 10 && tries <= 90, `${tries} sockets in ten minutes`);
    host.away(false);
    const isThere = async () => (await texts(page)).includes("Said to nobody");
    await until(page, isThere);
    await until(page, () => panel(page).getByText("1 message waits").isHidden());
    await sent(page, "Asked to nobody");
    await complete(desk, page, ["Ten minutes before", "Said to nobody", "Asked to nobody"]);
  },

  async f21_after_three_hours_of_sleep_all_is_read_again({ desk, host, visitor }) {
    const { page } = await timed(visitor, `${host.url}/plain`, "Good night");
    const chat = await desk.newest();
    await field(page).fill("Half a sentence");
    host.away(true);
    await page.clock.fastForward(3 * HOUR_MS);
    await reply(desk, chat.id, "Good morning");
    await flood(desk, TOLD_EVENTS + 1);
    await reply(desk, chat.id, "Are you awake?");
    host.away(false);
    await page.clock.fastForward(HOUR_MS);
    await until(page, async () => (await texts(page)).includes("Are you awake?"));
    await complete(desk, page, ["Good night", "Good morning", "Are you awake?"]);
    same(await field(page).inputValue(), "Half a sentence");
    await reply(desk, chat.id, "It is live again");
    await bubbles(page).getByText("It is live again").waitFor();
  },

  async f21_f92_a_half_open_line_is_left({ desk, host, visitor }) {
    const { page } = await timed(visitor, `${host.url}/plain`, "Do you hear me?");
    const chat = await desk.newest();
    host.silent(true);
    await reply(desk, chat.id, "Now you do not");
    await write(page, "No word of this comes through");
    await until(page, () => panel(page).getByText("1 message waits").isVisible());
    host.silent(false);
    await until(page, async () => (await texts(page)).includes("Now you do not"));
    await until(page, async () => (await bodies(desk)).length === 3);
    await complete(desk, page, [
      "Do you hear me?",
      "Now you do not",
      "No word of this comes through",
    ]);
  },

  async f92_a_desk_that_is_killed_amid_a_message_has_it_once({ desk, host, visitor }) {
    const { page } = await visitor();
    await begin(page, `${host.url}/plain`, "Stay with me");
    // It is written down, and nobody is told.
    const isDone = host.lose("Taken, and not told");
    await write(page, "Taken, and not told");
    await isDone;
    await desk.kill();
    await desk.serve();
    await sent(page, "Taken, and not told");
    // Nobody knows how far this one came.
    const asked = page.waitForRequest((one) => one.postData()?.includes("Between two") ?? false);
    await write(page, "Between two states");
    await asked;
    await desk.kill();
    await desk.serve();
    await sent(page, "Between two states");
    await complete(desk, page, ["Stay with me", "Taken, and not told", "Between two states"]);
  },

  async f21_a_desk_that_was_restored_is_read_again({ desk, host, visitor }) {
    const { page } = await visitor();
    await begin(page, `${host.url}/plain`, "Before the backup");
    const chat = await desk.newest();
    const restore = desk.backUp();
    const { messageReply } = await reply(desk, chat.id, "Lost with the old computer");
    const messageId = messageReply.message.id;
    await desk.act("messageEdit", { messageId, body: "Changed there as well" });
    await bubbles(page).getByText("Changed there as well").waitFor();
    const stranger = await visitor();
    await begin(stranger.page, `${host.url}/plain`, "Nobody knows me there");
    await field(page).fill("I was writing");
    await restore();
    await bubbles(page).getByText("Changed there as well").waitFor({ state: "detached" });
    same(await field(page).inputValue(), "I was writing");
    await reply(desk, chat.id, "From the new computer");
    await complete(desk, page, ["Before the backup", "From the new computer"]);
    await field(page).fill("");
    // Whoever came after the backup begins again, and what they write arrives.
    await becomes(() => bubbles(stranger.page).count(), 0);
    await write(stranger.page, "Hello again");
    await sent(stranger.page, "Hello again");
    same(await bodies(desk), ["Hello again"]);
  },

  async f92_a_session_that_ends_while_typing_costs_no_letter({ desk, host, visitor }) {
    const { page } = await visitor();
    await begin(page, `${host.url}/plain`, "Who am I?");
    await field(page).pressSequentially("Half a ");
    const { id } = (await desk.newest()).contact;
    await desk.act("contactErase", { contactId: id, confirmation: id });
    await becomes(() => bubbles(page).count(), 0);
    await field(page).pressSequentially("sentence");
    same(await field(page).inputValue(), "Half a sentence");
    await field(page).press("Enter");
    await sent(page, "Half a sentence");
    same(await bodies(desk), ["Half a sentence"]);
  },

  async f92_two_tabs_send_what_waits_once({ desk, host, visitor }) {
    const { page, context } = await visitor();
    await begin(page, `${host.url}/plain`, "In two tabs");
    const other = await context.newPage();
    await other.goto(`${host.url}/plain`);
    await launcher(other).click();
    await enter(other);
    await bubbles(other).getByText("In two tabs").waitFor();
    host.away(true);
    await write(page, "From the one");
    await write(other, "From the other");
    await panel(page).getByText("2 messages wait").waitFor();
    host.away(false);
    await page.bringToFront();
    await sent(page, "From the other");
    await becomes(() => bodies(desk), ["In two tabs", "From the one", "From the other"]);
  },
};
