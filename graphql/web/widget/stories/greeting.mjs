/** What the company tells before anything is written: who is there, how long it takes, what to include. */
import { deepStrictEqual as same } from "node:assert/strict";
import { colleague, customer } from "../../stories/customer.mjs";
import { becomes, enter, open, panel, sent, write } from "./acts.mjs";

/** So many chats tell how long an answer takes. */
const CHATS = 5;

export const GREETING = {
  async f87_who_is_online_is_seen({ desk, host, visitor }) {
    const { page } = await visitor();
    await open(page, `${host.url}/plain`);
    await panel(page).getByText("Nobody is here right now").waitFor();
    await desk.online();
    try {
      await page.reload();
      await open(page, `${host.url}/plain`);
      await panel(page).getByText("We are here for you").waitFor();
      await panel(page).getByText("OK", { exact: true }).waitFor();
    } finally {
      await desk.online("OFFLINE");
    }
  },

  async f87_of_four_who_are_online_three_are_seen({ desk, host, visitor, shot }) {
    const names = ["Marta Shevchenko", "Nadia Bondar", "Petro Lys"];
    const emails = names.map((name) => `${name.split(" ")[0].toLowerCase()}@example.org`);
    for (const [place, name] of names.entries()) {
      await colleague(desk, name, emails[place]);
    }
    const all = [undefined, ...emails];
    for (const email of all) {
      await desk.online("ONLINE", email);
    }
    try {
      const { page } = await visitor();
      await open(page, `${host.url}/plain`);
      await panel(page).getByText("We are here for you").waitFor();
      const seen = panel(page).locator(".avatars-one");
      await becomes(() => seen.count(), 3);
      const known = ["OK", "MS", "NB", "PL"];
      const shown = await seen.allTextContents();
      same(
        shown.filter((initials) => known.includes(initials)),
        shown,
      );
      same(new Set(shown).size, 3);
      await shot(page, "widget_online");
    } finally {
      for (const email of all) {
        await desk.online("OFFLINE", email);
      }
    }
  },

  async f88_outside_of_business_hours_it_says_when_it_opens({ desk, host, visitor, shot }) {
    const days = "SUNDAY MONDAY TUESDAY WEDNESDAY THURSDAY FRIDAY SATURDAY".split(" ");
    const opens = new Date(Date.now() + 2 * 86_400_000);
    const { channels } = await desk.operator("{ channels { id key } }");
    const { scheduleCreate } = await desk.act(
      "scheduleCreate",
      {
        name: "Evening",
        timeZone: "UTC",
        hours: [{ weekday: days[opens.getUTCDay()], fromMinute: 540, toMinute: 1_080 }],
      },
      "schedule { id } userErrors { message }",
    );
    const scheduleId = scheduleCreate.schedule.id;
    const channelId = channels.find(({ key }) => key === "evening").id;
    await desk.act("channelUpdate", { channelId, scheduleId });
    await desk.online();
    try {
      const { page } = await visitor();
      await open(page, `${host.url}/plain?key=evening`);
      const day = opens.toLocaleDateString("en", { weekday: "long", timeZone: "UTC" });
      await panel(page).getByText(`Closed now. We are back: ${day}, 09:00`).waitFor();
      await panel(page).getByText("We sleep, and read it first.").waitFor();
      await shot(page, "widget_closed");
      await enter(page);
      await write(page, "Read this first");
      await sent(page, "Read this first");

      const always = days.map((weekday) => ({ weekday, fromMinute: 0, toMinute: 1_440 }));
      await desk.act("scheduleUpdate", { scheduleId, hours: always });
      const other = await visitor();
      await open(other.page, `${host.url}/plain?key=evening`);
      await panel(other.page).getByText("We are here for you").waitFor();
      await panel(other.page).getByText("Hello!").waitFor();
    } finally {
      await desk.online("OFFLINE");
    }
  },

  async f90_how_long_an_answer_usually_takes({ desk, host, visitor }) {
    const settings = `look = { title = "Pay Support" }`;
    for (let count = 0; count < CHATS; count += 1) {
      const { id } = await customer(desk, "How long?", { channel: "answered", settings });
      await desk.act("messageReply", { chatId: id, body: "So long" });
    }
    await desk.online();
    try {
      const { page } = await visitor();
      await open(page, `${host.url}/plain?key=answered`);
      await panel(page).getByText("Usual reply time: 1 minute").waitFor();
      const other = await visitor();
      await open(other.page, `${host.url}/plain?key=signed`);
      await other.page.waitForLoadState("networkidle");
      same(await panel(other.page).getByText("Usual reply time").count(), 0);
    } finally {
      await desk.online("OFFLINE");
    }
  },

  async f91_what_to_include_is_told_before({ desk, host, visitor }) {
    const { page } = await visitor();
    await open(page, `${host.url}/plain?key=fields`);
    await panel(page).getByText("Hello! Tell us the page and the transaction id.").waitFor();
    await enter(page);
    await panel(page).getByLabel("Email").fill("ana@example.org");
    await panel(page).getByRole("button", { name: "Begin" }).click();
    await write(page, "/payouts, TX-88120");
    await sent(page, "/payouts, TX-88120");
    await becomes(
      async () => (await desk.newest()).messages.nodes.map(({ body }) => body),
      ["/payouts, TX-88120"],
    );
  },
};
