/** What a page says to the widget, and what pages of all kinds do to it. */
import { ok, deepStrictEqual as same } from "node:assert/strict";
import { signed } from "../../stories/desk.mjs";
import {
  becomes,
  begin,
  bubbles,
  enter,
  field,
  launcher,
  open,
  panel,
  reply,
  sent,
  still,
  stored,
  write,
} from "./acts.mjs";

export const PAGE = {
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
    const kept = () => elsewhere.page.evaluate(() => JSON.stringify({ ...localStorage }));
    await becomes(async () => (await kept()).includes("ana"), false);
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
    await becomes(() => stored(page), []);
    await panel(page).getByRole("button", { name: "Write to us" }).waitFor();
  },

  async f1_calls_before_the_loader_are_kept({ host, visitor }) {
    const { page, reports } = await visitor();
    await page.goto(`${host.url}/before`);
    await panel(page).waitFor();
    await enter(page);
    await becomes(() => field(page).inputValue(), "From before");
    await page.waitForFunction(() => window.wasOpened);
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

  async f89_f101_the_language_is_the_page_s({ host, visitor }) {
    const { page } = await visitor();
    for (const [name, text, direction] of [
      ["arabic", "اكتب إلينا", "rtl"],
      ["spoken", "Написати нам", "ltr"],
      ["unknown", "Write to us", "ltr"],
    ]) {
      await page.goto(`${host.url}/${name}`);
      await launcher(page).click();
      await panel(page).getByRole("button", { name: text }).waitFor();
      await becomes(() => page.locator(".wrapper").getAttribute("dir"), direction);
    }
  },

  async f1_the_chat_s_own_page_is_a_column({ desk, visitor, shot }) {
    for (const [as, viewport, wanted] of [
      ["desktop", { width: 1280, height: 800 }, { x: 320, y: 0, width: 640, height: 800 }],
      ["phone", { width: 390, height: 780 }, { x: 0, y: 0, width: 390, height: 780 }],
    ]) {
      for (const colorScheme of ["light", "dark"]) {
        const { page } = await visitor({ viewport, colorScheme });
        await page.goto(`${desk.url}/chat/site`);
        await panel(page).waitFor();
        await becomes(() => panel(page).boundingBox(), wanted);
        await still(page);
        await shot(page, `page_${as}_${colorScheme}_home`);
        await enter(page);
        await write(page, `From a ${as}, ${colorScheme}`);
        await sent(page, `From a ${as}, ${colorScheme}`);
        await becomes(() => panel(page).boundingBox(), wanted);
        await shot(page, `page_${as}_${colorScheme}_chat`);
      }
    }
  },

  async f1_a_mounted_chat_is_as_wide_as_its_place({ host, visitor }) {
    const { page } = await visitor();
    await page.goto(`${host.url}/inline`);
    await page.locator("#support").evaluate((place) => {
      place.style.inlineSize = "900px";
    });
    await panel(page).waitFor();
    await becomes(async () => (await panel(page).boundingBox()).width, 900);
  },

  async f85_hosts_with_policies_report_nothing({ desk, host, visitor }) {
    for (const name of ["strict", "nonce", "isolated"]) {
      const { page, reports } = await visitor();
      await begin(page, `${host.url}/${name}`, `under ${name}`);
      const chat = await desk.newest();
      await reply(desk, chat.id, `answered under ${name}`);
      await bubbles(page).getByText(`answered under ${name}`).waitFor();
      same(reports, [], name);
    }
  },

  async f86_a_foreign_origin_is_served({ desk, foreign, visitor }) {
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
      await sent(page, `from afar under ${name}`);
      const image = panel(page).locator(".file-picture img");
      await image.waitFor().catch(() => {
        throw new Error(`${name}: the picture did not come: ${reports.join("; ")}`);
      });
      const chat = await desk.newest();
      await reply(desk, chat.id, `near under ${name}`);
      await bubbles(page).getByText(`near under ${name}`).waitFor();
      same(reports, [], name);
    }
  },

  async f86_a_refused_origin_draws_nothing({ refused, visitor }) {
    const { page, reports } = await visitor();
    await page.goto(`${refused.url}/plain`);
    await launcher(page).click();
    await page.locator("switchboard-widget").waitFor({ state: "detached" });
    const told = () => reports.filter((line) => line.startsWith("Switchboard:"));
    await becomes(async () => told().length, 1);
    ok(told()[0].includes("allowed_origins"), told()[0]);
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

  async f85_hostile_styles_change_nothing({ host, visitor }) {
    const { page } = await visitor();
    const boxOf = async (name) => {
      await open(page, `${host.url}/${name}`);
      await still(page);
      return {
        launcher: await launcher(page).boundingBox(),
        panel: await panel(page).boundingBox(),
      };
    };
    const plain = await boxOf("plain");
    await becomes(() => boxOf("unset"), plain);
    await becomes(() => boxOf("small"), plain);
    await enter(page);
    await write(page, "drawn as ever");
    await sent(page, "drawn as ever");
  },

  async f85_storage_that_throws_is_memory({ host, visitor }) {
    const { page, reports } = await visitor();
    await begin(page, `${host.url}/throwing`, "kept nowhere");
    same(reports, []);
  },

  async f85_the_page_s_shortcuts_hear_nothing({ host, visitor }) {
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
    await becomes(
      () => field(page).evaluate((element) => element.getRootNode().activeElement === element),
      true,
    );
  },

  async f85_a_replaced_body_keeps_the_text({ host, visitor }) {
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
    await becomes(() => field(page).inputValue(), "half a sentence");
    await page.evaluate(() => document.body.replaceChildren());
    await write(page, "a whole one");
    await sent(page, "a whole one");
  },

  async f85_the_snippet_twice_is_one_launcher({ host, visitor }) {
    const { page } = await visitor();
    await page.goto(`${host.url}/twice`);
    await page.waitForLoadState("networkidle");
    await launcher(page).waitFor();
    same(await page.locator("switchboard-widget").count(), 1);
  },

  async f1_it_stands_in_an_element_of_the_page({ host, visitor }) {
    const { page } = await visitor();
    await page.goto(`${host.url}/inline`);
    await panel(page).waitFor();
    await becomes(async () => {
      const box = await panel(page).boundingBox();
      return box && [box.width, box.height];
    }, [400, 520]);
    same(await page.evaluate(() => document.activeElement?.tagName), "BODY");
    await enter(page);
    await write(page, "from the support page");
    await sent(page, "from the support page");
  },
};
