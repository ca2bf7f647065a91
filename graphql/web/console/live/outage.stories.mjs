/** A line that is cut, dies without a word, or leads to another desk than before: nothing is missed, and nothing doubled. */
import { equal, ok } from "node:assert/strict";
import { setTimeout as pause } from "node:timers/promises";
import { bubble, customer, field, row } from "../../stories/customer.mjs";
import { flood } from "../../stories/fill.mjs";
import { shows } from "../../stories/shows.mjs";

const DARK = /^Not live since/;
/** What a browser reports of a line that it does not get. */
const CUT = /^WebSocket connection to/;
const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
/** At most so long is waited between two tries, so that in a step of it one falls. */
const STEP_MS = 15_000;
/** So little that what is under way has its answer before the page gives it up. */
const SMALL_STEP_MS = 1_500;
/** More than this is not told one by one. */
const TOLD_EVENTS = 10_000;

/** Somebody who has the chat open; the time of their page is the story's. */
async function watching(operator, number) {
  const one = await operator({ path: "/profile" });
  await one.page.clock.install();
  await one.page.goto(one.page.url().replace("/profile", `/inbox/${number}`));
  await field(one.page).waitFor();
  return one;
}

/** Their time goes on; each step leaves the network its own. */
async function pass(page, ms) {
  for (let passed = 0; passed < ms; passed += STEP_MS) {
    await page.clock.runFor(STEP_MS);
    await pause(50);
  }
}

/** Until it is there; each look is a step of the page's time. */
async function becomes(page, locator) {
  for (let tries = 0; tries < 200 && (await locator.count()) === 0; tries += 1) {
    await page.clock.runFor(SMALL_STEP_MS);
    await pause(100);
  }
  await locator.first().waitFor({ state: "attached" });
}

const texts = async (desk, number) => {
  const { chat } = await desk.operator(
    `{ chat(number: ${number}) { messages(last: 20) { nodes { body } } } }`,
  );
  return chat.messages.nodes.map(({ body }) => body);
};

/** Each stands there once, and the server has these and no others. */
async function complete({ desk, page, number }, wanted) {
  for (const text of wanted) {
    await bubble(page, text).first().waitFor();
  }
  // What was sent is not on its way any more.
  await page.getByText("is sent in a moment").waitFor({ state: "detached" });
  for (const text of wanted) {
    equal(await bubble(page, text).count(), 1, `${text} stands there more than once`);
  }
  equal((await texts(desk, number)).join(), wanted.join());
}

async function answer(page, text) {
  await field(page).fill(text);
  await field(page).press("Enter");
}

export const STORIES = {
  async f21_a_cut_of_a_second_misses_nothing({ desk, host, operator, means }) {
    means(CUT);
    const { number, write } = await customer(desk, "Before the cut");
    const { page } = await operator({ path: `/inbox/${number}` });
    await field(page).waitFor();
    host.away(true);
    await write("Amid the cut");
    await pause(1_000);
    host.away(false);
    await write("Behind the cut");
    await complete({ desk, page, number }, ["Before the cut", "Amid the cut", "Behind the cut"]);
    await page.getByText(DARK).waitFor({ state: "detached" });
  },

  async f21_f92_ten_minutes_without_a_line_are_made_up_for({ desk, host, operator, shot, means }) {
    means(CUT);
    const { number, write } = await customer(desk, "Ten minutes before");
    const other = await customer(desk, "Somebody else");
    const { page } = await watching(operator, number);
    await row(page, "Somebody else").waitFor();
    host.away(true);
    await write("Said to nobody");
    await answer(page, "Answered to nobody");
    await becomes(page, page.getByText(DARK));
    const before = host.tries;
    await pass(page, 10 * MINUTE_MS);
    const tries = host.tries - before;
    ok(tries >= 20 && tries <= 90, `${tries} tries in ten minutes`);
    await bubble(page, "Answered to nobody").waitFor();
    await shot(page, "inbox_dark");
    await other.write("Somebody else again");
    host.away(false);
    await becomes(page, row(page, "Somebody else again"));
    await page.getByText(DARK).waitFor({ state: "detached" });
    // It is not sent past what was said meanwhile.
    await becomes(page, page.getByRole("button", { name: "Send anyway" }));
    await page.getByRole("button", { name: "Send anyway" }).click();
    await becomes(page, bubble(page, "Answered to nobody").getByText("sent", { exact: true }));
    await complete({ desk, page, number }, [
      "Ten minutes before",
      "Said to nobody",
      "Answered to nobody",
    ]);
  },

  async f21_after_three_hours_of_sleep_all_is_read_again({ desk, host, operator, means }) {
    means(CUT);
    const { id, number, write } = await customer(desk, "Good night");
    const { page } = await watching(operator, number);
    await field(page).fill("Half a sentence");
    host.away(true);
    const tries = host.tries;
    await page.clock.fastForward(3 * HOUR_MS);
    await write("Good morning");
    await desk.act("chatUpdate", { chatId: id, priority: "URGENT" });
    await flood(desk, TOLD_EVENTS + 1);
    await write("Are you awake?");
    host.away(false);
    await page.clock.fastForward(HOUR_MS);
    await becomes(page, bubble(page, "Are you awake?"));
    ok(host.tries > tries, "nothing was tried");
    await complete({ desk, page, number }, ["Good night", "Good morning", "Are you awake?"]);
    await row(page, "Are you awake?").getByText("Urgent").waitFor({ state: "attached" });
    await shows(() => field(page).inputValue(), "Half a sentence");
    await write("It is live again");
    await bubble(page, "It is live again").waitFor();
  },

  async f21_a_half_open_line_is_left({ desk, host, operator, means }) {
    means(CUT);
    const { number, write } = await customer(desk, "Do you hear me?");
    const { page } = await watching(operator, number);
    host.silent(true);
    await write("Now you do not");
    await answer(page, "No word of this comes through");
    await becomes(page, page.getByText(DARK));
    host.silent(false);
    await becomes(page, bubble(page, "Now you do not"));
    await becomes(page, page.getByRole("button", { name: "Send anyway" }));
    await page.getByRole("button", { name: "Send anyway" }).click();
    await becomes(
      page,
      bubble(page, "No word of this comes through").getByText("sent", { exact: true }),
    );
    await complete({ desk, page, number }, [
      "Do you hear me?",
      "Now you do not",
      "No word of this comes through",
    ]);
    await page.getByText(DARK).waitFor({ state: "detached" });
  },

  async f26_a_desk_that_is_killed_amid_a_reply_has_it_once({ desk, host, operator, means }) {
    means(CUT);
    const { number, write } = await customer(desk, "Stay with me");
    const { page } = await operator({ path: `/inbox/${number}` });
    await field(page).waitFor();
    // It is written down, and nobody is told.
    const isDone = host.lose("Taken, and not told");
    await answer(page, "Taken, and not told");
    await isDone;
    await desk.kill();
    await desk.serve();
    await bubble(page, "Taken, and not told")
      .getByText("sent", { exact: true })
      .waitFor({ state: "attached" });
    // Nobody knows how far this one came.
    const asked = page.waitForRequest((one) => one.postData()?.includes("Between two") ?? false);
    await answer(page, "Between two states");
    await asked;
    await desk.kill();
    await desk.serve();
    await bubble(page, "Between two states")
      .getByText("sent", { exact: true })
      .waitFor({ state: "attached" });
    await write("You are still there");
    await complete({ desk, page, number }, [
      "Stay with me",
      "Taken, and not told",
      "Between two states",
      "You are still there",
    ]);
  },

  async f21_a_desk_that_was_restored_is_read_again({ desk, operator, means }) {
    means(CUT);
    const { number, write } = await customer(desk, "Before the backup");
    const { page } = await operator({ path: `/inbox/${number}` });
    await field(page).waitFor();
    const restore = desk.backUp();
    await write("Behind the backup");
    await bubble(page, "Behind the backup").waitFor();
    await customer(desk, "Somebody new", { name: "Nova" });
    await row(page, "Somebody new").waitFor();
    await field(page).fill("I was writing");
    await restore();
    await bubble(page, "Behind the backup").waitFor({ state: "detached" });
    await row(page, "Somebody new").waitFor({ state: "detached" });
    await shows(() => field(page).inputValue(), "I was writing");
    await write("On the other computer");
    await complete({ desk, page, number }, ["Before the backup", "On the other computer"]);
    await field(page).fill("");
  },
};
