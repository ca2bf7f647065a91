/** The channels by what an admin sees and does of them. */
import { equal, ok } from "node:assert/strict";
import { LOOKS } from "../../../stories/looks.mjs";
import { shows } from "../../../stories/shows.mjs";

/** A web chat made by the API; gives its id. */
async function webChat(desk, name, settings = {}) {
  const { channelCreate } = await desk.act(
    "channelCreate",
    {
      plugin: "web",
      name,
      settings: { allowed_origins: ["https://shop.example.com"], ...settings },
    },
    "channel { id key } userErrors { message }",
  );
  return channelCreate.channel;
}

const settingsOf = async (desk, id) => {
  const { channels } = await desk.operator("{ channels { id name settings version } }");
  return channels.find((channel) => channel.id === id);
};
const stage = (page) => page.getByRole("region", { name: "Preview" }).getByRole("dialog");
/** What is drawn of the chat lies within its place, so that it is seen whole. */
const isWhole = async (page) => {
  const place = await page.getByRole("region", { name: "Preview" }).locator("> div").last();
  const [within, drawn] = [await place.boundingBox(), await stage(page).boundingBox()];
  ok(drawn.y >= within.y, `the chat begins ${within.y - drawn.y} px over its place`);
  ok(drawn.y + drawn.height <= within.y + within.height, "the chat ends below its place");
};
const back = (page) => page.getByRole("article").getByRole("link", { name: "Channels" });
const opened = async (operator, id, options = {}) => {
  const one = await operator({ path: `/settings/channels/${id}`, ...options });
  await stage(one.page).waitFor();
  return one;
};

export const STORIES = {
  async f93_any_set_of_channels_is_added_and_listed_with_its_state({ desk, operator, shot }) {
    const { page } = await operator({ path: "/settings/channels" });
    await page.getByText("No channel yet").waitFor();
    await shot(page, "channels_empty");
    await page.getByRole("button", { name: "Add a channel" }).press("Enter");
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel("Name").fill("Website");
    await dialog.getByLabel("Your site").fill("shop");
    await page.keyboard.press("Enter");
    await dialog.getByText("Write it as https://shop.example.com.").waitFor();
    await dialog.getByLabel("Your site").fill("shop.example.com/pay");
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { name: "Website" }).waitFor();
    await stage(page).waitFor();
    await back(page).click();
    await page.getByRole("link", { name: /Website.*Works/ }).waitFor();
    // Another follows without a reload, and one that is paused says by whom.
    const { id } = await webChat(desk, "Second site");
    await page.getByRole("link", { name: /Second site.*Works/ }).click();
    await page.getByRole("button", { name: "Pause" }).click();
    await page.getByRole("button", { name: "Resume" }).waitFor();
    await back(page).click();
    await page.getByRole("link", { name: /Second site.*Paused by Olha Kovalenko/ }).waitFor();
    await shot(page, "channels");
    await desk.act("channelDelete", { channelId: id });
    await page.getByRole("link", { name: /Second site/ }).waitFor({ state: "detached" });
  },

  async f85_the_code_is_copied_from_its_page({ desk, operator, shot }) {
    const { id, key } = await webChat(desk, "Code");
    const { page, context } = await opened(operator, id);
    await context.grantPermissions(["clipboard-read", "clipboard-write"]);
    await page.getByRole("tab", { name: "Code" }).click();
    await page.getByRole("region", { name: "For your pages" }).getByRole("button").click();
    await page.getByText("Copied").waitFor();
    const copied = await page.evaluate(() => navigator.clipboard.readText());
    ok(copied.includes(`/widget/${key}.js"></script>`), copied);
    await shot(page, "channel_code");
  },

  async f86_f88_what_is_chosen_is_previewed_and_saved({ desk, operator, shot }) {
    const { id } = await webChat(desk, "Designed");
    const { page } = await opened(operator, id, { viewport: { width: 1440, height: 900 } });
    await page.getByRole("button", { name: "#6D3FC0" }).click();
    await page.getByRole("tab", { name: "Texts" }).click();
    await page.getByLabel("Over the chat").fill("Lumen Pay");
    await page.getByLabel("Greeting").fill("Tell us the page and the transaction");
    await stage(page).getByRole("heading", { name: "Lumen Pay" }).waitFor();
    await stage(page).getByText("Tell us the page").waitFor();
    await stage(page).getByText("We are here for you").waitFor();
    await shot(page, "channel_designer");
    await isWhole(page);
    await page.getByRole("switch", { name: "On a phone" }).press("Space");
    await stage(page).getByRole("heading", { name: "Lumen Pay" }).waitFor();
    await isWhole(page);
    await shot(page, "channel_designer_phone");
    await page.getByRole("switch", { name: "On a phone" }).press("Space");
    await page.getByRole("switch", { name: "Somebody is online" }).press("Space");
    await stage(page).getByText("Nobody is here right now").waitFor();
    await page.getByRole("tab", { name: "Where" }).click();
    const pages = page.getByLabel("Pages that may show the chat");
    await pages.fill("https://shop.example.com\nshop.example.org");
    // What is not saved outlives a reload.
    await page.reload();
    await page.getByRole("button", { name: "Save" }).click();
    await page
      .getByText(/"shop.example.org" is no origin/)
      .first()
      .waitFor();
    await page.getByRole("tab", { name: "Where" }).click();
    await pages.fill("https://shop.example.com\nhttps://shop.example.org");
    await page.getByRole("button", { name: "Save" }).click();
    await page.getByText("The channel is saved.").waitFor();
    const { settings } = await settingsOf(desk, id);
    equal(settings.look.accent, "#6D3FC0");
    equal(settings.look.title, "Lumen Pay");
    equal(settings.allowed_origins.length, 2);
  },

  async f88_what_is_said_outside_of_business_hours({ desk, operator, shot }) {
    const { scheduleCreate } = await desk.act(
      "scheduleCreate",
      {
        name: "Shop hours",
        timeZone: "Europe/Kyiv",
        hours: [{ weekday: "MONDAY", fromMinute: 540, toMinute: 1080 }],
      },
      "schedule { id } userErrors { message }",
    );
    const { id } = await webChat(desk, "With hours");
    const { page } = await opened(operator, id, { viewport: { width: 1440, height: 900 } });
    await page.getByRole("tab", { name: "Texts" }).click();
    await page.getByLabel("Outside of business hours").fill("Write all the same: we read it first");
    await page.getByRole("switch", { name: "Within business hours" }).press("Space");
    await stage(page).getByText("Closed now").waitFor();
    await stage(page).getByText("Write all the same").waitFor();
    await shot(page, "channel_closed");
    await page.getByRole("tab", { name: "General" }).click();
    await page.getByRole("button", { name: /Business hours/ }).click();
    await page.getByRole("option", { name: "Shop hours" }).click();
    const save = page.getByRole("button", { name: "Save" });
    await save.click();
    await save.waitFor({ state: "detached" });
    const { channels } = await desk.operator("{ channels { id settings schedule { id } } }");
    const saved = channels.find((channel) => channel.id === id);
    equal(saved.settings.closed_text, "Write all the same: we read it first");
    equal(saved.schedule.id, scheduleCreate.schedule.id);
    // What keeps to none keeps to the desk's, or to none at all.
    await page.getByRole("button", { name: /Business hours/ }).click();
    await page.getByRole("option", { name: "Always open" }).click();
    await save.click();
    await save.waitFor({ state: "detached" });
    const after = await desk.operator("{ channels { id schedule { id } } }");
    equal(after.channels.find((channel) => channel.id === id).schedule, null);
  },

  async f63_f64_fields_and_consent_are_seen_before_they_are_saved({ desk, operator, shot }) {
    const { id } = await webChat(desk, "Asking");
    const { page } = await opened(operator, id);
    await page.getByRole("tab", { name: "Fields" }).click();
    await page.getByRole("radiogroup", { name: "Email" }).getByText("Needed").click();
    await page.getByRole("tab", { name: "Consent" }).click();
    await page.getByRole("switch", { name: "Ask for consent" }).press("Space");
    await page.getByLabel("Text").fill("I agree to version three");
    await stage(page).getByText("I agree to version three").waitFor();
    await shot(page, "channel_consent");
    await page.getByRole("tab", { name: "Fields" }).click();
    await stage(page).getByLabel("Email").waitFor();
    await page.getByRole("button", { name: "Save" }).click();
    await page.getByText("The channel is saved.").waitFor();
    const { settings } = await settingsOf(desk, id);
    equal(settings.consent.text, "I agree to version three");
    equal(settings.ask_email, "REQUIRED");
  },

  async f96_what_changed_elsewhere_meanwhile_is_shown_beside_it({ desk, operator, shot }) {
    const { id } = await webChat(desk, "Before");
    const { page } = await opened(operator, id);
    await page.getByRole("tab", { name: "General" }).click();
    const name = page.getByRole("textbox", { name: /^Name/ });
    await name.fill("Mine");
    await desk.act("channelUpdate", { channelId: id, name: "Theirs" });
    await page.getByText("Changed elsewhere meanwhile: Theirs").waitFor();
    await shot(page, "channel_contested");
    await page.getByRole("button", { name: "Take it" }).click();
    await shows(() => name.inputValue(), "Theirs");
    await page.getByRole("button", { name: "Save" }).waitFor({ state: "detached" });
  },

  async f94_f95_a_messenger_that_is_not_connected_says_so({ desk, operator, shot }) {
    const { channelCreate } = await desk.act(
      "channelCreate",
      {
        plugin: "org.switchboard.telegram",
        name: "Shop bot",
        settings: {},
        secrets: [{ name: "bot_token", value: "1:none" }],
      },
      "channel { id } userErrors { message }",
    );
    const { page } = await operator({ path: `/settings/channels/${channelCreate.channel.id}` });
    await page.getByText("Never connected").waitFor();
    await page.getByText("Groups and channels").first().waitFor();
    await page.getByRole("button", { name: "Replace" }).click();
    await page.getByRole("textbox", { name: "Bot token" }).fill("2:other");
    await page.getByRole("button", { name: "Save" }).click();
    await page.getByText("The channel is saved.").waitFor();
    await page.getByRole("textbox", { name: "Bot token" }).waitFor({ state: "detached" });
    await page.getByText("Kept sealed").waitFor();
    await shot(page, "channel_telegram");
  },

  async f101_the_channels_are_for_everybody({ desk, operator, shot, accessible }) {
    const { id } = await webChat(desk, "For everybody", { look: { accent: "#FFD400" } });
    for (const [as, options] of LOOKS) {
      const { page } = await opened(operator, id, options);
      await page.getByText(/White on it has a contrast/).waitFor();
      await accessible(page);
      await shot(page, `channel_${as}`);
      await page.goto(new URL("/settings/channels", page.url()).href);
      await page.getByRole("link", { name: /For everybody/ }).waitFor();
      await accessible(page);
    }
    const path = `/settings/channels/${id}`;
    const { page, context } = await operator({ path, colorScheme: "dark" });
    await context.addInitScript(() => localStorage.setItem("switchboard:language", "ar"));
    await page.reload();
    await page.locator("html[dir=rtl]").waitFor();
    await page.getByRole("tab", { name: "المظهر" }).waitFor();
    await page.locator("dialog[open]").waitFor();
    await page.locator("[role=tab]").nth(1).click();
    await page.getByRole("tabpanel").locator("textarea").first().fill("أهلاً بكم");
    await page.locator("dialog[open]").getByText("أهلاً بكم").waitFor();
    await accessible(page);
    await shot(page, "channel_arabic");
  },
};
