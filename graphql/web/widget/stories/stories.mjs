/** What the widget promises, each promise a story with a browser and a desk. */

import { ok, deepStrictEqual as same } from "node:assert/strict";
import { readFileSync } from "node:fs";
import { signed } from "../../stories/desk.mjs";
import {
  begin,
  bubbles,
  enter,
  field,
  launcher,
  open,
  panel,
  sent,
  stored,
  write,
} from "./acts.mjs";

const reply = (desk, chatId, body) =>
  desk.act("messageReply", { chatId, body }, "message { id } userErrors { message }");
const asksOf = (requests, name) => requests.filter((url) => url.includes(name)).length;

const AXE = readFileSync(
  new URL("../../node_modules/axe-core/axe.min.js", import.meta.url),
  "utf8",
);

/** Nothing that keeps somebody out, in what is drawn now. */
async function accessible(page, where) {
  await page.evaluate(AXE);
  await page.waitForTimeout(400);
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

export const STORIES = {
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

  async f25_nothing_is_stored_before_the_first_message({ host, visitor }) {
    const { page, requests, context } = await visitor();
    await open(page, `${host.url}/plain`);
    await enter(page);
    await field(page).fill("a draft");
    same(await stored(page), []);
    same(await context.cookies(), []);
    same(asksOf(requests, "/visitor/graphql"), 1);
    await field(page).press("Enter");
    await sent(page, "a draft");
    same(await stored(page), ["switchboard:site:session"]);
  },

  async f63_nothing_is_stored_before_consent({ desk, host, visitor }) {
    const { page } = await visitor();
    await open(page, `${host.url}/plain?key=consent`);
    await enter(page);
    await write(page, "May I?");
    await panel(page).getByText("We keep what you write").waitFor();
    same(await stored(page), []);
    await panel(page).getByRole("button", { name: "Not now" }).click();
    same(await field(page).inputValue(), "May I?");
    await field(page).press("Enter");
    await panel(page).getByRole("button", { name: "I agree" }).click();
    await sent(page, "May I?");
    same(await stored(page), ["switchboard:consent:session"]);
    const chat = await desk.newest();
    same(
      chat.messages.nodes.map(({ body }) => body),
      ["May I?"],
    );
  },

  async f1_fields_are_asked_and_checked({ desk, host, visitor }) {
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

  async f1_what_the_page_knows_is_filled_in({ host, visitor }) {
    const { page } = await visitor();
    await page.goto(`${host.url}/plain?key=fields`);
    await page.evaluate(() => window.Switchboard.prefill({ name: "Ana", message: "I ask" }));
    await launcher(page).click();
    await enter(page);
    same(await panel(page).getByLabel("Name").inputValue(), "Ana");
    await panel(page).getByLabel("Email").fill("ana@example.org");
    await panel(page).getByRole("button", { name: "Begin" }).click();
    same(await field(page).inputValue(), "I ask");
  },

  async f1_the_chat_is_there_on_the_next_page({ desk, host, visitor }) {
    const { page } = await visitor();
    await begin(page, `${host.url}/plain`, "Before I go on");
    const chat = await desk.newest();
    await page.goto(`${host.url}/small`);
    await reply(desk, chat.id, "Here you are");
    await page.locator(".launcher[data-unread]").waitFor();
    same(await launcher(page).getAttribute("data-count"), "1");
    await launcher(page).click();
    await panel(page).getByText("Here you are").waitFor();
    await enter(page);
    await bubbles(page).getByText("Here you are").waitFor();
    await page.locator(".launcher:not([data-unread])").waitFor();
  },

  async f8_a_cut_line_loses_nothing({ desk, host, visitor }) {
    const { page } = await visitor();
    await begin(page, `${host.url}/plain`, "one");
    const chat = await desk.newest();
    host.away(true);
    await reply(desk, chat.id, "said while away");
    await write(page, "two");
    await write(page, "three");
    await panel(page).getByText("2 messages wait").waitFor();
    same(
      (await page.evaluate(() => Object.keys(localStorage))).filter((key) => key.includes(":out:"))
        .length,
      2,
    );
    host.away(false);
    await panel(page).getByRole("button", { name: "Try now" }).click();
    await sent(page, "three");
    await bubbles(page).getByText("said while away").waitFor();
    const { messages } = await desk.newest();
    same(
      messages.nodes.map(({ body }) => body),
      ["one", "said while away", "two", "three"],
    );
  },

  async f8_a_server_that_starts_again_is_found({ desk, host, visitor }) {
    const { page } = await visitor();
    await begin(page, `${host.url}/plain`, "before the restart");
    await desk.stop();
    await write(page, "meanwhile");
    await desk.serve();
    await sent(page, "meanwhile");
    const chat = await desk.newest();
    await reply(desk, chat.id, "back again");
    await bubbles(page).getByText("back again").waitFor({ timeout: 30_000 });
  },

  async f8_what_waits_goes_after_a_reload_once({ desk, host, visitor }) {
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

  async f8_two_tabs_are_one_visitor({ host, visitor, desk }) {
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

  async f8_forgotten_in_one_tab_is_forgotten_in_all({ host, visitor }) {
    const { page, context } = await visitor();
    await begin(page, `${host.url}/plain`, "to be forgotten");
    const other = await context.newPage();
    await open(other, `${host.url}/plain`);
    await panel(other).getByText("to be forgotten").waitFor();
    await other.evaluate(() => window.Switchboard.forget());
    await panel(page).getByRole("button", { name: "Write to us" }).waitFor();
    same(await stored(page), []);
  },

  async f8_older_messages_come_without_a_jump({ desk, host, visitor }) {
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
    same(await bubbles(page).count(), 50);
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

  async f8_without_sockets_events_come({ desk, host, visitor }) {
    host.state.isSocketShut = true;
    const { page } = await visitor();
    await begin(page, `${host.url}/plain`, "no sockets here");
    const chat = await desk.newest();
    await reply(desk, chat.id, "by events");
    await bubbles(page).getByText("by events").waitFor({ timeout: 20_000 });
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

  async f1_identity_brings_the_chat_back_and_keeps_people_apart({ host, visitor }) {
    const { page } = await visitor();
    const identify = (target, token) =>
      target.evaluate((jwt) => window.Switchboard.identify(jwt), token);
    await open(page, `${host.url}/plain?key=named`);
    await panel(page).getByText("Sign in on this page").waitFor();
    await identify(page, signed({ sub: "ana", name: "Ana Kovac" }));
    await enter(page);
    await write(page, "I am Ana");
    await sent(page, "I am Ana");
    const elsewhere = await visitor();
    await elsewhere.page.goto(`${host.url}/plain?key=named`);
    await identify(elsewhere.page, signed({ sub: "ana", name: "Ana Kovac" }));
    await launcher(elsewhere.page).click();
    await panel(elsewhere.page).getByText("I am Ana").waitFor();
    await identify(elsewhere.page, signed({ sub: "ben", name: "Ben Ortiz" }));
    await panel(elsewhere.page).getByText("I am Ana").waitFor({ state: "detached" });
    ok(!JSON.stringify(await elsewhere.page.evaluate(() => ({ ...localStorage }))).includes("ana"));
  },

  async f1_a_refused_token_is_told_to_the_page({ host, visitor }) {
    const { page } = await visitor();
    await page.goto(`${host.url}/plain?key=named`);
    await page.evaluate(() => {
      window.Switchboard.on("identity-expired", () => {
        window.expired = true;
      });
      window.Switchboard.identify("no.token.atall").catch(() => undefined);
      window.Switchboard.open();
    });
    await page.waitForFunction(() => window.expired);
    await panel(page).getByText("This page could not sign you in.").waitFor();
    await page.evaluate((jwt) => window.Switchboard.identify(jwt), signed({ sub: "cleo" }));
    await panel(page).getByRole("button", { name: "Write to us" }).waitFor();
  },

  async f1_forget_leaves_nothing({ host, visitor }) {
    const { page } = await visitor();
    await begin(page, `${host.url}/plain`, "forget this");
    await page.evaluate(() => window.Switchboard.forget());
    same(await stored(page), []);
    await panel(page).getByRole("button", { name: "Write to us" }).waitFor();
  },

  async f1_calls_before_the_loader_are_kept({ host, visitor }) {
    const { page, reports } = await visitor();
    await page.goto(`${host.url}/before`);
    await panel(page).waitFor();
    await enter(page);
    same(await field(page).inputValue(), "From before");
    ok(await page.evaluate(() => window.wasOpened));
    same(reports, []);
  },

  async f1_the_api_opens_hides_and_speaks({ host, visitor }) {
    const { page } = await visitor();
    await page.goto(`${host.url}/plain`);
    await page.evaluate(() => window.Switchboard.hide());
    await launcher(page).waitFor({ state: "hidden" });
    await page.evaluate(() => {
      window.Switchboard.show();
      window.Switchboard.toggle();
    });
    await panel(page).waitFor();
    await page.evaluate(() => window.Switchboard.setLanguage("uk"));
    await panel(page).getByRole("button", { name: "Написати нам" }).waitFor();
    const wrong = await page.evaluate(() =>
      window.Switchboard.setReference({}).catch((error) => error.message),
    );
    ok(wrong.includes("{ kind, externalId, title }"), wrong);
    await page.evaluate(() => window.Switchboard.close());
    await panel(page).waitFor({ state: "hidden" });
  },

  async f104_the_language_is_the_page_s({ host, visitor }) {
    const { page } = await visitor();
    for (const [name, text, direction] of [
      ["arabic", "اكتب إلينا", "rtl"],
      ["spoken", "Написати нам", "ltr"],
      ["unknown", "Write to us", "ltr"],
    ]) {
      await page.goto(`${host.url}/${name}`);
      await launcher(page).click();
      await panel(page).getByRole("button", { name: text }).waitFor();
      same(await page.locator(".wrapper").getAttribute("dir"), direction);
    }
  },

  async f1_hosts_with_policies_report_nothing({ desk, host, visitor }) {
    for (const name of ["strict", "nonce", "isolated"]) {
      const { page, reports } = await visitor();
      await begin(page, `${host.url}/${name}`, `under ${name}`);
      const chat = await desk.newest();
      await reply(desk, chat.id, `answered under ${name}`);
      await bubbles(page).getByText(`answered under ${name}`).waitFor();
      same(reports, [], name);
    }
  },

  async f1_a_foreign_origin_is_served({ desk, foreign, visitor }) {
    for (const name of ["plain", "strict", "nonce", "isolated"]) {
      const { page, reports } = await visitor();
      await open(page, `${foreign.url}/${name}`);
      await enter(page);
      await panel(page)
        .locator("input[type=file]")
        .setInputFiles([
          {
            name: "pixel.png",
            mimeType: "image/png",
            buffer: Buffer.from(
              "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==",
              "base64",
            ),
          },
        ]);
      await write(page, `from afar under ${name}`);
      await bubbles(page).getByText(`from afar under ${name}`).waitFor();
      const image = panel(page).locator(".file-picture img");
      await image.waitFor({ timeout: 5_000 }).catch(() => {
        throw new Error(`${name}: the picture did not come: ${reports.join("; ")}`);
      });
      const chat = await desk.newest();
      await reply(desk, chat.id, `near under ${name}`);
      await bubbles(page).getByText(`near under ${name}`).waitFor();
      same(reports, [], name);
    }
  },

  async f1_a_refused_origin_draws_nothing({ refused, visitor }) {
    const { page, reports } = await visitor();
    await page.goto(`${refused.url}/plain`);
    await launcher(page).click();
    await page.locator("switchboard-widget").waitFor({ state: "detached" });
    const told = reports.filter((line) => line.startsWith("Switchboard:"));
    same(told.length, 1);
    ok(told[0].includes("allowed_origins"), told[0]);
  },

  async f1_an_app_that_does_not_load_can_be_tried_again({ host, visitor }) {
    const { page } = await visitor();
    await page.goto(`${host.url}/plain`);
    await page.route("**/widget/app.*", (route) => route.abort());
    await launcher(page).click();
    await page.getByText("The chat could not be loaded. Try again.").waitFor();
    await page.unroute("**/widget/app.*");
    await launcher(page).click();
    await panel(page).waitFor();
  },

  async f1_hostile_styles_change_nothing({ host, visitor }) {
    const { page } = await visitor();
    const boxOf = async (name) => {
      await open(page, `${host.url}/${name}`);
      await page.waitForTimeout(400);
      return {
        launcher: await launcher(page).boundingBox(),
        panel: await panel(page).boundingBox(),
      };
    };
    const plain = await boxOf("plain");
    same(await boxOf("unset"), plain);
    same(await boxOf("small"), plain);
    await enter(page);
    await write(page, "drawn as ever");
    await sent(page, "drawn as ever");
  },

  async f1_storage_that_throws_is_memory({ host, visitor }) {
    const { page, reports } = await visitor();
    await begin(page, `${host.url}/throwing`, "kept nowhere");
    same(reports, []);
  },

  async f1_the_page_s_shortcuts_hear_nothing({ host, visitor }) {
    const { page } = await visitor();
    await open(page, `${host.url}/shortcuts`);
    await enter(page);
    await page.evaluate(() => {
      window.heard = [];
    });
    await field(page).pressSequentially("sss");
    same(await field(page).inputValue(), "sss");
    same(await page.evaluate(() => window.heard), []);
    await open(page, `${host.url}/trap`);
    await enter(page);
    await field(page).fill("not taken away");
    ok(await field(page).evaluate((element) => element.getRootNode().activeElement === element));
  },

  async f1_a_replaced_body_keeps_the_text({ host, visitor }) {
    const { page } = await visitor();
    await open(page, `${host.url}/plain`);
    await enter(page);
    await field(page).fill("half a sentence");
    await page.evaluate(() => {
      const body = document.createElement("body");
      body.append("another page");
      document.body.replaceWith(body);
    });
    await panel(page).waitFor();
    same(await field(page).inputValue(), "half a sentence");
    await page.evaluate(() => document.body.replaceChildren());
    await write(page, "a whole one");
    await sent(page, "a whole one");
  },

  async f1_the_snippet_twice_is_one_launcher({ host, visitor }) {
    const { page } = await visitor();
    await page.goto(`${host.url}/twice`);
    await page.waitForLoadState("networkidle");
    same(await page.locator("switchboard-widget").count(), 1);
  },

  async f1_it_stands_in_an_element_of_the_page({ host, visitor }) {
    const { page } = await visitor();
    await page.goto(`${host.url}/inline`);
    await panel(page).waitFor();
    const box = await panel(page).boundingBox();
    same([box.width, box.height], [400, 520]);
    same(await page.evaluate(() => document.activeElement?.tagName), "BODY");
    await enter(page);
    await write(page, "from the support page");
    await sent(page, "from the support page");
  },

  async f107_by_keyboard_alone({ host, visitor }) {
    const { page } = await visitor();
    await page.goto(`${host.url}/plain`);
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    await panel(page).waitFor();
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
    await page.keyboard.type("no mouse");
    await page.keyboard.press("Shift+Enter");
    await page.keyboard.type("two lines");
    await page.keyboard.press("Enter");
    await sent(page, "two lines");
    await page.keyboard.press("Escape");
    await panel(page).waitFor({ state: "hidden" });
    same(
      await page.evaluate(
        () => document.querySelector("switchboard-widget")?.shadowRoot?.activeElement?.className,
      ),
      "launcher",
    );
  },

  async f107_a_phone_has_the_whole_screen_and_a_way_out({ host, visitor }) {
    const { page } = await visitor({
      viewport: { width: 390, height: 780 },
      hasTouch: true,
      isMobile: true,
    });
    await page.goto(`${host.url}/plain`);
    await launcher(page).tap();
    await panel(page).waitFor();
    ok(await panel(page).evaluate((dialog) => dialog.matches(":modal")));
    await page.waitForTimeout(400);
    same(await panel(page).boundingBox(), { x: 0, y: 0, width: 390, height: 780 });
    await enter(page);
    const size = await field(page).evaluate((element) =>
      Number.parseFloat(getComputedStyle(element).fontSize),
    );
    ok(size >= 16);
    await page.evaluate(() => document.body.replaceWith(document.createElement("body")));
    ok(await panel(page).evaluate((dialog) => dialog.matches(":modal")));
    await panel(page).getByRole("button", { name: "Close" }).tap();
    await panel(page).waitFor({ state: "hidden" });
  },

  async f107_axe_finds_nothing_serious({ desk, host, visitor }) {
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
