/** Who reads and how: by keyboard, on a phone, through an input method; and texts that are no markup. */
import { ok, deepStrictEqual as same } from "node:assert/strict";
import { readFileSync } from "node:fs";
import {
  becomes,
  begin,
  bubbles,
  enter,
  field,
  launcher,
  open,
  panel,
  sent,
  still,
  write,
} from "./acts.mjs";

const AXE = readFileSync(
  new URL("../../node_modules/axe-core/axe.min.js", import.meta.url),
  "utf8",
);

/** Nothing that keeps somebody out, in what is drawn now. */
async function accessible(page, where) {
  await page.evaluate(AXE);
  await still(page);
  const { violations } = await page.evaluate(() =>
    window.axe.run("switchboard-widget", { resultTypes: ["violations"] }),
  );
  const told = violations
    .filter(({ impact }) => impact === "serious" || impact === "critical")
    .map(
      ({ id, nodes }) =>
        `${where}: ${id} ${nodes.map(({ html }) => html.slice(0, 400)).join(" | ")}`,
    );
  same(told, []);
}

/** The class of what has the focus within the widget. */
const focused = (page) =>
  page.evaluate(
    () => document.querySelector("switchboard-widget")?.shadowRoot?.activeElement?.className,
  );

export const READER = {
  async f101_by_keyboard_alone({ host, visitor }) {
    const { page } = await visitor();
    await page.goto(`${host.url}/plain`);
    await launcher(page).waitFor();
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    await panel(page).getByRole("button", { name: "Write to us" }).waitFor();
    // The panel takes the focus once it is open.
    await becomes(async () => (await focused(page)) !== "launcher", true);
    for (let tries = 0; tries < 8; tries += 1) {
      const name = await page.evaluate(
        () => document.querySelector("switchboard-widget")?.shadowRoot?.activeElement?.textContent,
      );
      if (name === "Write to us") {
        break;
      }
      await page.keyboard.press("Tab");
    }
    await page.keyboard.press("Enter");
    await becomes(() => focused(page), "writer-field");
    await page.keyboard.type("no mouse");
    await page.keyboard.press("Shift+Enter");
    await page.keyboard.type("two lines");
    await page.keyboard.press("Enter");
    await sent(page, "two lines");
    await page.keyboard.press("Escape");
    await panel(page).waitFor({ state: "hidden" });
    await becomes(() => focused(page), "launcher");
  },

  async f104_a_phone_has_the_whole_screen_and_a_way_out({ host, visitor }) {
    const { page } = await visitor({
      viewport: { width: 390, height: 780 },
      hasTouch: true,
      isMobile: true,
    });
    await page.goto(`${host.url}/plain`);
    await launcher(page).tap();
    await panel(page).waitFor();
    const isModal = () => panel(page).evaluate((dialog) => dialog.matches(":modal"));
    await becomes(isModal, true);
    await becomes(() => panel(page).boundingBox(), { x: 0, y: 0, width: 390, height: 780 });
    await enter(page);
    const size = await field(page).evaluate((element) =>
      Number.parseFloat(getComputedStyle(element).fontSize),
    );
    ok(size >= 16);
    await page.evaluate(() => document.body.replaceWith(document.createElement("body")));
    await becomes(isModal, true);
    await panel(page).getByRole("button", { name: "Close" }).tap();
    await panel(page).waitFor({ state: "hidden" });
  },

  async f101_axe_finds_nothing_serious({ desk, host, visitor }) {
    for (const [name, colorScheme] of [
      ["plain", "light"],
      ["plain", "dark"],
      ["arabic", "light"],
    ]) {
      const { page } = await visitor({ colorScheme });
      const where = (screen) => `${name} ${colorScheme} ${screen}`;
      await open(page, `${host.url}/${name}?key=fields`);
      await accessible(page, where("home"));
      await enter(page);
      await panel(page).locator(".before .button").click();
      await accessible(page, where("before"));
      await open(page, `${host.url}/${name}?key=consent`);
      await enter(page);
      await write(page, "May I?");
      await panel(page).locator(".consent").waitFor();
      await accessible(page, where("consent"));
      await begin(page, `${host.url}/${name}`, "a question");
      const chat = await desk.newest();
      await desk.act("messageReply", {
        chatId: chat.id,
        body: "**bold** and `code`",
        format: "MARKDOWN",
      });
      await panel(page).locator(".bubble strong").waitFor();
      await accessible(page, where("chat"));
      const [reason] = (await desk.operator("{ closeReasons { id } }")).closeReasons;
      await desk.act("chatJoin", { chatId: chat.id });
      await desk.act("chatClose", { chatId: chat.id, closeReasonId: reason.id });
      await panel(page).locator(".rating input").nth(4).check();
      await accessible(page, where("closed"));
    }
  },

  async f23_enter_of_an_input_method_does_not_send({ host, visitor }) {
    const { page } = await visitor();
    await open(page, `${host.url}/plain`);
    await enter(page);
    await field(page).fill("にほん");
    await field(page).dispatchEvent("keydown", { key: "Enter", isComposing: true, bubbles: true });
    same(await field(page).inputValue(), "にほん");
    same(await bubbles(page).count(), 0);
  },

  async hostile_texts_are_texts({ desk, host, visitor }) {
    const { page, reports } = await visitor();
    const markup = `<img src=x onerror="window.hacked=1"><script>window.hacked=1</script>`;
    await begin(page, `${host.url}/strict`, markup);
    const chat = await desk.newest();
    const body = `${markup} [link](javascript:window.hacked=1) **bold**`;
    await desk.act(
      "messageReply",
      { chatId: chat.id, body, format: "MARKDOWN" },
      "userErrors { message }",
    );
    await panel(page).locator(".bubble strong").waitFor();
    same(
      await panel(page).locator(".text img, .text script, .text a[href^=javascript]").count(),
      0,
    );
    ok(!(await page.evaluate(() => window.hacked)));
    same(reports, []);
  },
};
