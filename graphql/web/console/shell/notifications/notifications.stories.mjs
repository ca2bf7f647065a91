/** What tells an operator that something waits: bell, one number, sounds, pushes with the console closed. */
import { equal, ok } from "node:assert/strict";
import { customer } from "../../../stories/customer.mjs";

const section = (page, name) => page.getByRole("region", { name, exact: true });

/** Of one's own, joined: what is written there is told. */
async function joined(desk, ask, text) {
  const one = await customer(desk, text);
  await ask(
    "mutation($input: ChatJoinInput!) { chatJoin(input: $input) { userErrors { message } } }",
    {
      input: { chatId: one.id },
    },
  );
  return one;
}

export const STORIES = {
  async f79_an_operator_chooses_what_sounds_and_when_it_is_quiet({ operator, shot, accessible }) {
    const { page, ask } = await operator({ path: "/profile" });
    const part = section(page, "Notifications");
    const rated = part.getByRole("group", { name: "A chat of yours is rated" });
    await rated.getByRole("checkbox", { name: "Sound" }).focus();
    await page.keyboard.press("Space");
    await rated.getByRole("checkbox", { name: "Sound", checked: true }).waitFor();
    const queued = part.getByRole("group", { name: "A chat waits that nobody has taken" });
    await queued.getByText("Tell me").click();
    await queued.getByRole("checkbox", { name: "Push", disabled: true }).waitFor();
    await part.getByText("Quiet hours").click();
    await part.getByRole("button", { name: /From$/ }).waitFor();
    await accessible(page);
    await shot(page, "profile_notifications");
    const { viewer } = await ask(
      "{ viewer { preferences { inApp sounds quietFromMinute quietToMinute quietTimeZone } } }",
    );
    const { inApp, sounds, ...quiet } = viewer.preferences;
    ok(sounds.includes("RATED") && !inApp.includes("QUEUED"));
    equal(quiet.quietFromMinute, 22 * 60);
    equal(quiet.quietToMinute, 7 * 60);
    ok(quiet.quietTimeZone);
    await queued.getByText("Tell me").click();
    await queued.getByRole("checkbox", { name: "Tell me", checked: true }).waitFor();
    await part.getByText("Quiet hours").click();
    await part.getByRole("button", { name: /From$/ }).waitFor({ state: "detached" });
  },

  async f79_a_burst_is_one_sound_and_none_for_the_chat_that_is_open({ desk, operator }) {
    const { page, ask } = await operator({ path: "/profile" });
    await page.addInitScript(() => {
      window.sounded = 0;
      const { start } = OscillatorNode.prototype;
      OscillatorNode.prototype.start = function (...at) {
        window.sounded += 1;
        return start.apply(this, at);
      };
    });
    await page.reload();
    // A press, without which no page may sound.
    await page.getByRole("heading", { name: "Profile" }).click();
    const { number, write } = await joined(desk, ask, "One");
    await Promise.all([write("Two"), write("Three"), write("Four")]);
    await page.waitForFunction(() => window.sounded > 0);
    await page.waitForFunction(() => /^\(\d+\)/.test(document.title));
    equal(await page.evaluate(() => window.sounded), 2, "two tones, once");
    await page.goto(new URL(`/inbox/${number}`, page.url()).href);
    await page.getByRole("article").filter({ hasText: "Four" }).click();
    await write("Five");
    await page.getByRole("article").filter({ hasText: "Five" }).waitFor();
    equal(await page.evaluate(() => window.sounded), 0);
  },
};
