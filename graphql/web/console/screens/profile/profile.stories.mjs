/** An operator's own page, and their status at the end of the navigation. */
import { equal } from "node:assert/strict";
import { EMAIL, PASSWORD } from "../../../stories/desk.mjs";
import { hasKeys, keysAreIn } from "../../../stories/keyboard.mjs";
import { LOOKS } from "../../../stories/looks.mjs";
import { shows } from "../../../stories/shows.mjs";
import { totp } from "../../../stories/totp.mjs";

const ready = (page) =>
  page.getByRole("heading", { name: "Where you are" }).or(page.locator("h1")).first().waitFor();
const section = (page, name) => page.getByRole("region", { name, exact: true });

export const STORIES = {
  async f71_sets_the_own_status_by_keyboard_alone({ operator, shot }) {
    const { page, ask } = await operator({ path: "/profile" });
    await ready(page);
    const me = page.getByRole("button", { name: /^Olha Kovalenko/ });
    for (const [name, status] of [
      ["Online", "ONLINE"],
      ["Away", "AWAY"],
      ["Invisible", "INVISIBLE"],
      ["Offline", "OFFLINE"],
    ]) {
      await me.focus();
      await page.keyboard.press("Enter");
      const wanted = page.getByRole("menuitemradio", { name });
      await wanted.waitFor();
      await keysAreIn(page.getByRole("menu"));
      if (status === "AWAY") {
        await shot(page, "status_menu");
      }
      await page.keyboard.type(name.slice(0, 3));
      await hasKeys(wanted);
      await page.keyboard.press("Enter");
      await page.getByRole("button", { name: `Olha Kovalenko: ${name}` }).waitFor();
      const { viewer } = await ask("{ viewer { operator { status } } }");
      equal(viewer.operator.status, status);
    }
  },

  async f71_a_status_has_words_beside_it_and_shows_on_all_pages({ operator, shot }) {
    const { page, context } = await operator({ path: "/profile" });
    const other = await context.newPage();
    await other.goto(page.url());
    await ready(other);
    await section(page, "Status").getByText("Away", { exact: true }).click();
    await other.getByRole("button", { name: "Olha Kovalenko: Away" }).waitFor();
    await page.getByLabel("What you say beside it").fill("Back at 15:00");
    await page.keyboard.press("Enter");
    await page.waitForFunction(() => document.querySelector("form button")?.disabled);
    await shows(() => other.getByLabel("What you say beside it").inputValue(), "Back at 15:00");
    await shot(page, "profile_status");
  },

  async f101_the_profile_is_for_everybody({ operator, shot, accessible }) {
    for (const [as, options] of LOOKS) {
      const { page } = await operator({ path: "/profile", ...options });
      await ready(page);
      await section(page, "Sessions").getByText("This one").waitFor();
      await accessible(page);
      await shot(page, `profile_${as}`);
    }
    const { page } = await operator({ path: "/profile" });
    await ready(page);
    await page.getByRole("button", { name: /Language$/ }).click();
    await page.getByRole("option", { name: "العربية" }).click();
    await page.getByRole("heading", { name: "الملف الشخصي" }).waitFor();
    await shows(() => page.locator("html").getAttribute("dir"), "rtl");
    await accessible(page);
    await shot(page, "profile_arabic");
    await page.reload();
    await page.getByRole("heading", { name: "الملف الشخصي" }).waitFor();
    await page.getByRole("button", { name: /اللغة$/ }).click();
    await page.getByRole("option", { name: "English" }).click();
    await page.getByRole("heading", { name: "Profile" }).waitFor();
  },

  async f23_the_profile_says_what_enter_does_and_how_screens_look({ operator }) {
    const { page, context, ask } = await operator({ path: "/profile" });
    await ready(page);
    const other = await context.newPage();
    await other.goto(page.url());
    await ready(other);
    await section(page, "Screens").getByText("Dark", { exact: true }).click();
    await page.locator('html[data-theme="dark"]').waitFor();
    await other.locator('html[data-theme="dark"]').waitFor();
    await section(page, "Screens").getByText("With space around them").click();
    await page.locator('html[data-density="roomy"]').waitFor();
    await page.getByRole("switch", { name: "Enter sends" }).focus();
    await page.keyboard.press("Space");
    await other.getByRole("switch", { name: "Enter sends", checked: false }).waitFor();
    const { viewer } = await ask("{ viewer { preferences { theme density isEnterSending } } }");
    equal(
      JSON.stringify(viewer.preferences),
      '{"theme":"DARK","density":"ROOMY","isEnterSending":false}',
    );
  },

  async f109_sessions_end_by_hand({ operator }) {
    const { page } = await operator({ path: "/profile" });
    await ready(page);
    const other = await operator({ path: "/profile" });
    await ready(other.page);
    await page.reload();
    const rows = section(page, "Sessions").getByRole("listitem");
    await rows.nth(1).waitFor();
    const many = await rows.count();
    await rows
      .filter({ hasNotText: "This one" })
      .first()
      .getByRole("button", { name: "End" })
      .click();
    await page.waitForFunction(
      (count) => document.querySelectorAll("section[aria-label=Sessions] li").length === count,
      many - 1,
    );
    await other.page.getByRole("dialog", { name: "Sign in again" }).waitFor();
  },

  async f109_signs_out_on_all_tabs({ operator }) {
    const { page, context } = await operator({ path: "/profile" });
    await ready(page);
    const other = await context.newPage();
    await other.goto(page.url());
    await ready(other);
    await page.getByRole("button", { name: /^Olha Kovalenko/ }).click();
    await page.getByRole("menuitem", { name: "Sign out" }).click();
    await page.getByRole("heading", { name: "Sign in" }).waitFor();
    await other.getByRole("heading", { name: "Sign in" }).waitFor();
    await page.getByLabel("Email").fill(EMAIL);
    await page.getByLabel("Password", { exact: true }).fill(PASSWORD);
    await page.keyboard.press("Enter");
    await page.getByRole("navigation", { name: "Main" }).waitFor();
    await other.getByRole("navigation", { name: "Main" }).waitFor();
  },

  async f109_an_authenticator_app_is_set_up_and_taken_away({ operator, shot }) {
    const { page } = await operator({ path: "/profile" });
    await ready(page);
    await page.getByRole("button", { name: "Set up an authenticator app" }).click();
    const part = section(page, "Second factor");
    await part.locator("a svg path").waitFor();
    await shot(page, "profile_app");
    const secret = (await part.locator("bdi").textContent()).replaceAll(/\s/g, "");
    await part.getByLabel("Code").fill(totp(secret));
    await page.keyboard.press("Enter");
    const codes = part.getByRole("list", { name: "Recovery codes" }).getByRole("listitem");
    await codes.first().waitFor();
    const recovery = await codes.first().textContent();
    await part.getByRole("button", { name: "I have kept them" }).click();
    await part.getByRole("button", { name: "Take it away" }).click();
    await part.getByLabel("Code").fill("000000");
    await page.keyboard.press("Enter");
    await part.getByText("This code is wrong").waitFor();
    await part.getByLabel("Code").fill(recovery);
    await page.keyboard.press("Enter");
    await page.getByRole("button", { name: "Set up an authenticator app" }).waitFor();
  },

  async f109_a_password_is_changed_with_the_old_one({ operator }) {
    const { page } = await operator({ path: "/profile" });
    await ready(page);
    const part = section(page, "Password");
    await part.getByLabel("Old password").fill("not it at all");
    await part.getByLabel("New password").fill("short");
    await page.keyboard.press("Enter");
    await part.getByText("At least 10 characters.").waitFor();
    await part.getByLabel("New password").fill(PASSWORD);
    await page.keyboard.press("Enter");
    await part.getByText("This is not your password.").waitFor();
    await part.getByLabel("Old password").fill(PASSWORD);
    await page.keyboard.press("Enter");
    await page.getByText("Your password is changed.").waitFor();
  },
};
