/** Business hours: painted on a week, typed, with holidays; who keeps to them keeps them. */
import { equal } from "node:assert/strict";
import { tabTo } from "../../../stories/customer.mjs";
import { LOOKS, speak } from "../../../stories/looks.mjs";
import { shows } from "../../../stories/shows.mjs";

const HERE = "/settings/schedules";
const row = (page, text) => page.getByRole("row").filter({ hasText: text });
const sheet = (page, name) => page.getByRole("dialog", { name, exact: true });
const named = (page, name) => page.getByRole("textbox", { name, exact: true });
/** The line under a day's text, which readers are not told of: the text says the same. */
const line = (page, day) =>
  named(page, day).locator(
    "xpath=ancestor::*[following-sibling::*[@aria-hidden='true']][1]/following-sibling::*[1]",
  );
const CREATED = "schedule { id version } userErrors { message }";

const hoursOf = async (ask, wanted) => {
  const { schedules } = await ask(
    "{ schedules { name timeZone isDefault hours { weekday fromMinute toMinute } holidays { day name openings { fromMinute toMinute } } } }",
  );
  return schedules.find(({ name }) => name === wanted);
};

const made = async (desk, name) => {
  const hours = [{ weekday: "MONDAY", fromMinute: 540, toMinute: 1080 }];
  const input = { name, timeZone: "Europe/Kyiv", hours };
  return (await desk.act("scheduleCreate", input, CREATED)).scheduleCreate.schedule;
};

/** Draws over a part of a day's line, from one hour to another. */
async function draw(page, day, from, to) {
  const place = line(page, day);
  await place.scrollIntoViewIfNeeded();
  const { x, y, width, height } = await place.boundingBox();
  const at = (hour) => x + ((hour + 0.25) / 24) * width;
  await page.mouse.move(at(from), y + height / 2);
  await page.mouse.down();
  await page.mouse.move(at(from + 0.5), y + height / 2);
  await page.mouse.move(at(to - 0.5), y + height / 2);
  await page.mouse.up();
}

export const STORIES = {
  async f88_business_hours_are_made_by_keyboard_alone({ desk, operator, shot, accessible }) {
    const { page, ask } = await operator({ path: HERE });
    await page.getByText("Without business hours the desk is always open.").waitFor();
    await tabTo(page, page.getByRole("button", { name: "New hours" }));
    await page.keyboard.press("Enter");
    const open = sheet(page, "New hours");
    await named(open, "Name").and(page.locator(":focus")).waitFor();
    await page.keyboard.type("Merchants");
    await page.keyboard.press("Tab");
    await page.keyboard.type("Berlin");
    await page.getByRole("option", { name: "Europe/Berlin" }).waitFor();
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
    await tabTo(page, named(open, "Tuesday"));
    await page.keyboard.press("ControlOrMeta+a");
    await page.keyboard.type("8-12, 13:30-17");
    await tabTo(page, open.getByRole("button", { name: "Add a holiday" }));
    await page.keyboard.press("Enter");
    await open.getByRole("spinbutton").first().and(page.locator(":focus")).waitFor();
    await page.keyboard.type("12252026");
    await tabTo(page, named(open, "What it is called"));
    await page.keyboard.type("Christmas");
    await accessible(page);
    await shot(page, "schedules_new");
    await tabTo(page, open.getByRole("button", { name: "Save" }));
    await page.keyboard.press("Enter");
    await open.waitFor({ state: "detached" });
    await row(page, "Merchants").getByText("Mon 09:00–18:00").waitFor();
    const { timeZone, isDefault, hours, holidays } = await hoursOf(ask, "Merchants");
    equal(timeZone, "Europe/Berlin");
    equal(isDefault, true, "the first one is that of everybody");
    equal(hours.length, 6);
    equal(
      hours
        .filter(({ weekday }) => weekday === "TUESDAY")
        .map((one) => one.fromMinute)
        .join(),
      "480,810",
    );
    equal(JSON.stringify(holidays), '[{"day":"2026-12-25","name":"Christmas","openings":[]}]');
    // Whoever asks the server is told the same.
    const { schedules } = await desk.operator("{ schedules { isOpen nextOpenAt } }");
    equal(typeof schedules[0].isOpen, "boolean");
  },

  async f88_a_week_is_painted_and_the_text_says_the_same({ desk, operator, shot, accessible }) {
    const { id } = await made(desk, "Painted");
    const { page, ask } = await operator({ path: `${HERE}/${id}` });
    await shows(() => named(page, "Monday").inputValue(), "09:00–18:00");
    // Noon is closed, Wednesday opens, and all workdays take what Monday has.
    await draw(page, "Monday", 12, 13);
    await shows(() => named(page, "Monday").inputValue(), "09:00–12:00, 13:00–18:00");
    await draw(page, "Saturday", 10, 14);
    await shows(() => named(page, "Saturday").inputValue(), "10:00–14:00");
    await page.getByRole("button", { name: "All workdays like Monday" }).click();
    await shows(() => named(page, "Friday").inputValue(), "09:00–12:00, 13:00–18:00");
    await accessible(page);
    await shot(page, "schedules_painted");
    await page.getByRole("button", { name: "Save" }).click();
    await page.getByText("The business hours are saved.").waitFor();
    const { hours } = await hoursOf(ask, "Painted");
    equal(hours.length, 11);
    await row(page, "Painted").getByText("Mon–Fri 09:00–12:00, 13:00–18:00").waitFor();
  },

  async f88_what_cannot_be_read_is_told_where_it_stands({ desk, operator }) {
    const { id } = await made(desk, "Unread");
    const { page, ask } = await operator({ path: `${HERE}/${id}` });
    await named(page, "Sunday").fill("after lunch");
    await page.getByText("Write times such as 09:00–12:00, 13:00–18:00.").waitFor();
    await page.getByRole("button", { name: "Save" }).click();
    await page.getByText("The times of a day cannot be read yet.").waitFor();
    await named(page, "Sunday").fill("13-15");
    await page.getByRole("button", { name: "Add a holiday" }).click();
    await page.getByRole("button", { name: "Save" }).click();
    await page.getByText("A holiday needs a day and a name").waitFor();
    await page.getByRole("button", { name: "Remove the holiday" }).click();
    await named(page, "Name").fill("Painted twice");
    await made(desk, "Painted twice");
    await page.getByRole("button", { name: "Save" }).click();
    await shows(() => named(page, "Name").getAttribute("aria-invalid"), "true");
    equal((await hoursOf(ask, "Unread")).hours.length, 1, "nothing of it is kept");
  },

  async f88_hours_changed_elsewhere_and_hours_that_are_kept_to({ desk, operator, shot }) {
    const { id, version } = await made(desk, "Ours");
    const { page } = await operator({ path: `${HERE}/${id}` });
    await named(page, "Name").fill("Mine");
    await desk.act("scheduleUpdate", { scheduleId: id, expectedVersion: version, name: "Theirs" });
    await page.getByText("Name: Theirs").waitFor();
    await shot(page, "schedules_both_values");
    await page.getByRole("button", { name: "Take theirs" }).click();
    await shows(() => named(page, "Name").inputValue(), "Theirs");
    const { teamCreate } = await desk.act("teamCreate", { name: "Keeps to them" }, "team { id }");
    await desk.act("teamUpdate", { teamId: teamCreate.team.id, scheduleId: id });
    await page.getByRole("button", { name: "Delete…" }).click();
    const asked = page.getByRole("alertdialog");
    await asked.getByRole("button", { name: "Delete" }).click();
    await asked
      .getByText(/keep|keeps/)
      .nth(1)
      .waitFor();
    await desk.act("teamUpdate", { teamId: teamCreate.team.id, scheduleId: null });
    await asked.getByRole("button", { name: "Delete" }).click();
    await page.getByText("The business hours are deleted.").waitFor();
    await row(page, "Theirs").waitFor({ state: "detached" });
  },

  async f88_business_hours_in_every_look({ desk, operator, shot, accessible }) {
    const { id } = await made(desk, "Seen by all");
    for (const [as, options] of LOOKS) {
      const { page } = await operator({ path: HERE, ...options });
      await row(page, "Seen by all").waitFor();
      await accessible(page);
      await shot(page, `schedules_${as}`);
      await row(page, "Seen by all").click();
      await sheet(page, "Seen by all").waitFor();
      await accessible(page);
      await shot(page, `schedules_one_${as}`);
    }
    const { page, ask } = await operator({ path: `${HERE}/${id}` });
    await speak({ page, ask }, "ar");
    await sheet(page, "Seen by all").waitFor();
    await accessible(page);
    await shot(page, "schedules_one_arabic");
  },
};
