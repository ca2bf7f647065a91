/** What tells an operator that something waits: bell, one number, sounds, pushes with the console closed. */
import { equal, ok } from "node:assert/strict";
import { customer } from "../../../stories/customer.mjs";
import { PHONE } from "../../../stories/looks.mjs";
import { shows } from "../../../stories/shows.mjs";

const bell = (page) => page.getByRole("button", { name: /^Notifications/ });
const list = (page) => page.getByRole("dialog", { name: "Notifications" });
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

const unread = async (ask) => (await ask("{ viewer { unreadCount } }")).viewer.unreadCount;

export const STORIES = {
  async f78_one_number_stands_in_title_navigation_and_bell({ desk, operator, shot, accessible }) {
    const { page, context, ask } = await operator({ path: "/profile" });
    const { number, write } = await joined(desk, ask, "Is anybody there?");
    await write("Hello?");
    await page.waitForFunction(() => /^\(\d+\) /.test(document.title));
    const count = await unread(ask);
    ok(count > 0);
    await page.waitForFunction((wanted) => document.title.startsWith(`(${wanted}) `), count);
    await page
      .getByRole("navigation", { name: "Main" })
      .getByRole("link", { name: new RegExp(`${count} unread`) })
      .waitFor();
    await page.waitForFunction(() =>
      document.querySelector('link[rel="icon"]').href.startsWith("blob:"),
    );
    await bell(page).click();
    await list(page)
      .getByRole("button", { name: /New message/ })
      .first()
      .waitFor();
    await shot(page, "bell");
    await accessible(page);
    await list(page)
      .getByRole("button", { name: /New message/ })
      .first()
      .click();
    await page.waitForURL(`**/inbox/${number}*`);
    // Read here is read on all pages.
    const other = await context.newPage();
    await other.goto(page.url());
    await page.waitForFunction(() => !document.title.startsWith("("));
    await other.waitForFunction(() => !document.title.startsWith("("));
    equal(await unread(ask), 0);
  },

  async f78_the_bell_is_for_everybody({ desk, operator, shot, accessible }) {
    const { ask } = await operator({ path: "/profile" });
    const { write } = await joined(desk, ask, "To be told");
    for (const [as, options] of [
      ["dark", { colorScheme: "dark" }],
      ["phone", PHONE],
    ]) {
      const { page } = await operator({ path: "/profile", ...options });
      await write(`To be told of by ${as}`);
      await page.getByRole("button", { name: /^Notifications.* unread$/ }).waitFor();
      await bell(page).focus();
      await page.keyboard.press("Enter");
      await list(page).getByRole("listitem").first().waitFor();
      await accessible(page);
      await shot(page, `bell_${as}`);
      await list(page).getByRole("button", { name: "Mark all as read" }).click();
      await list(page).getByText("Not read").first().waitFor({ state: "detached" });
      await page.keyboard.press("Escape");
      await list(page).waitFor({ state: "detached" });
      await shows(() => bell(page).evaluate((button) => button === document.activeElement), true);
    }
  },

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

  async f80_a_press_on_what_was_pushed_opens_its_chat({ desk, operator, means }) {
    // The first is asked for below; the second is of browsers without a profile on a disk, as here.
    means(/^This document requires 'TrustedScriptURL' assignment/);
    means(/does not support the Push API in incognito mode/);
    const { page, context, ask } = await operator({ path: "/profile" });
    const { number } = await joined(desk, ask, "Pushed");
    const { origin } = new URL(page.url());
    await context.grantPermissions(["notifications"], { origin });
    const isRefused = () =>
      navigator.serviceWorker.register("/sw.js").then(
        () => false,
        () => true,
      );
    equal(await page.evaluate(isRefused), true, "a plain text is no worker");
    const cdp = await context.newCDPSession(page);
    await cdp.send("ServiceWorker.enable");
    const registered = new Promise((resolve) =>
      cdp.on("ServiceWorker.workerRegistrationUpdated", ({ registrations }) => {
        if (registrations.length > 0) {
          resolve(registrations[0].registrationId);
        }
      }),
    );
    await section(page, "Browsers").getByRole("switch").focus();
    await page.keyboard.press("Space");
    const registrationId = await registered;
    await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
    const told = { topic: "chat", kind: "NEW_MESSAGE", chatNumber: number, at: 0 };
    await cdp.send("ServiceWorker.deliverPushMessage", {
      origin,
      registrationId,
      data: JSON.stringify(told),
    });
    const { title, data, tag } = await page.evaluate(async () => {
      const registration = await navigator.serviceWorker.ready;
      for (let tries = 0; tries < 600; tries += 1) {
        const [one] = await registration.getNotifications();
        if (one) {
          return { title: one.title, data: one.data, tag: one.tag };
        }
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
      throw new Error("nothing was shown of what was pushed");
    });
    equal(title, "New message");
    equal(tag, "chat");
    equal(data.address, `/inbox/${number}`);
    // What the worker sends to the tab that is there.
    await page.evaluate((address) => {
      navigator.serviceWorker.dispatchEvent(
        new MessageEvent("message", { data: { kind: "go", address } }),
      );
    }, data.address);
    await page.waitForURL(`**/inbox/${number}*`);
  },
};
