/** Who works here: changed, helped to sign in, let go; and why somebody does not see a chat. */
import { equal } from "node:assert/strict";
import { colleague, customer, tabTo } from "../../../stories/customer.mjs";
import { LOOKS, speak } from "../../../stories/looks.mjs";
import {
  change,
  choose,
  clerk,
  HERE,
  invite,
  invited,
  part,
  roleOf,
  row,
  sheet,
  signedOut,
  teamOf,
  told,
  wrong,
} from "../../../stories/people.mjs";
import { shows } from "../../../stories/shows.mjs";
import { totp } from "../../../stories/totp.mjs";

export const STORIES = {
  async f70_f74_a_colleague_gets_another_role_and_a_team_by_keyboard_alone({
    desk,
    operator,
    shot,
  }) {
    const { page, ask } = await operator({ path: HERE });
    await clerk(desk, ask, "Ruslan Bondar", "ruslan@example.org");
    await teamOf(desk, "Payments");
    const theirs = await operator({ path: HERE, email: "ruslan@example.org" });
    await theirs.page.getByText("Your role does not open this page").waitFor();
    const other = await operator({ path: HERE });
    await row(other.page, "Ruslan Bondar").getByText("Operator", { exact: true }).waitFor();
    await tabTo(page, page.getByRole("row").nth(1));
    await page.keyboard.type("Ruslan");
    await row(page, "Ruslan Bondar").and(page.locator(":focus")).waitFor();
    await page.keyboard.press("Enter");
    const dialog = sheet(page, "Ruslan Bondar");
    await dialog.waitFor();
    await choose(page, dialog.getByRole("button", { name: /Role$/ }), "Admin");
    await tabTo(page, dialog.getByRole("checkbox", { name: "Payments" }));
    await page.keyboard.press("Space");
    await shot(page, "operators_role");
    await tabTo(page, dialog.getByRole("button", { name: "Save" }));
    await page.keyboard.press("Enter");
    await page.getByText("Ruslan Bondar is saved.").waitFor();
    // A colleague's page and their own follow.
    await row(other.page, "Ruslan Bondar").getByText("Admin", { exact: true }).waitFor();
    await row(other.page, "Ruslan Bondar").getByText("Payments").waitFor();
    await row(theirs.page, "Olha Kovalenko").waitFor();
    await page.keyboard.press("Escape");
    await dialog.waitFor({ state: "detached" });
    await row(page, "Ruslan Bondar").and(page.locator(":focus")).waitFor();
    await change(ask, {
      operatorId: (
        await ask("{ operators(first: 50) { nodes { id name } } }")
      ).operators.nodes.find(({ name }) => name === "Ruslan Bondar").id,
      roleId: await roleOf(ask, "Operator"),
    });
    await theirs.page.getByText("Your role does not open this page").waitFor();
  },

  async f74_an_operator_changed_elsewhere_shows_both_values({ desk, operator, shot, accessible }) {
    const { id: operatorId } = await colleague(desk, "Iryna Lys", "iryna@example.org");
    const { page, ask } = await operator({ path: `${HERE}/${operatorId}` });
    const name = page.getByRole("textbox", { name: "Name", exact: true });
    await name.fill("Iryna Lysenko");
    await change(ask, { operatorId, name: "Iryna L." });
    await page.getByText("Changed elsewhere meanwhile").waitFor();
    await page.getByText("Name: Iryna L.").waitFor();
    await shows(() => name.inputValue(), "Iryna Lysenko");
    await accessible(page);
    await shot(page, "operators_both_values");
    await page.getByRole("button", { name: "Keep mine" }).click();
    await page.getByRole("button", { name: "Save" }).click();
    await page.getByText("Iryna Lysenko is saved.").waitFor();
    await sheet(page, "Iryna Lysenko").waitFor();
    // What is refused is told where it was typed, and stays there.
    await page.getByRole("textbox", { name: "Email" }).fill("olha@example.org");
    await page.getByRole("button", { name: "Save" }).click();
    await page.getByText("is taken by another operator").waitFor();
    await told(wrong(page, "Email"), "is taken by another operator");
    await shows(
      () => page.getByRole("textbox", { name: "Email" }).inputValue(),
      "olha@example.org",
    );
    await change(ask, { operatorId, roleId: await roleOf(ask, "Operator") });
  },

  async f109_the_last_who_manages_keeps_their_role({ operator, shot }) {
    const { page, ask } = await operator({ path: HERE });
    await row(page, "Olha Kovalenko").click();
    const dialog = sheet(page, "Olha Kovalenko");
    const role = dialog.getByRole("button", { name: /Role$/ });
    await role.click();
    await page.getByRole("option", { name: "Operator", exact: true }).click();
    await dialog.getByRole("button", { name: "Save" }).click();
    const said = dialog.getByText("nobody active could manage operators any more");
    await said.waitFor();
    await shot(page, "operators_last");
    await shows(() => role.getAttribute("aria-describedby").then(Boolean), true);
    await told(role, await said.textContent());
    const { viewer } = await ask("{ viewer { operator { role { name } } } }");
    equal(viewer.operator.role.name, "Admin");
    // Nobody lets themselves go.
    equal(await part(dialog, "Leaving").count(), 0);
  },

  async f109_whoever_leaves_gives_their_chats_and_may_come_back({
    desk,
    operator,
    shot,
    accessible,
  }) {
    const { page, ask } = await operator({ path: HERE });
    const operatorId = await clerk(desk, ask, "Vira Moroz", "vira@example.org");
    const { id: heir } = await colleague(desk, "Wiktor Heir", "wiktor@example.org");
    const chats = [await customer(desk, "Hers, the first"), await customer(desk, "Hers, too")];
    for (const { id: chatId } of chats) {
      await desk.act("chatAssign", { chatId, operatorId });
    }
    const theirs = await operator({ path: "/profile", email: "vira@example.org" });
    await theirs.page.getByRole("heading", { name: "Profile" }).waitFor();
    const other = await operator({ path: HERE });
    await row(other.page, "Vira Moroz").getByRole("gridcell", { name: "2", exact: true }).waitFor();
    await row(page, "Vira Moroz").click();
    const dialog = sheet(page, "Vira Moroz");
    await part(dialog, "Leaving").getByRole("button", { name: "Deactivate" }).click();
    const asked = page.getByRole("alertdialog", { name: "Deactivate Vira Moroz" });
    await asked.getByText("2 open chats are theirs.").waitFor();
    await asked.getByRole("button", { name: /Their chats go to$/ }).click();
    await page.getByRole("option", { name: "Wiktor Heir" }).click();
    await accessible(page);
    await shot(page, "operators_leaving");
    await asked.getByRole("button", { name: "Deactivate" }).click();
    await page.getByText("Vira Moroz is deactivated.").waitFor();
    await signedOut(theirs.page);
    await row(other.page, "Vira Moroz").waitFor({ state: "detached" });
    await row(other.page, "Wiktor Heir")
      .getByRole("gridcell", { name: "2", exact: true })
      .waitFor();
    for (const { id } of chats) {
      const { chat } = await ask("query($id: ID!) { chat(id: $id) { operator { id } } }", { id });
      equal(chat.operator.id, heir);
    }
    const past = other.page.getByRole("switch", { name: "Those who are deactivated" });
    await past.focus();
    await other.page.keyboard.press("Space");
    await row(other.page, "Vira Moroz").click();
    await sheet(other.page, "Vira Moroz").waitFor();
    await shot(other.page, "operators_past");
    await other.page.getByRole("button", { name: "Let them sign in again" }).press("Enter");
    await part(other.page, "Leaving").waitFor();
    await operator({ path: "/profile", email: "vira@example.org" });
    await change(ask, { operatorId: heir, roleId: await roleOf(ask, "Operator") });
  },

  async f109_whoever_cannot_sign_in_gets_a_password_and_loses_the_app({
    desk,
    host,
    operator,
    person,
    shot,
  }) {
    const { page, ask } = await operator({ path: HERE });
    const email = "yana@example.org";
    await clerk(desk, ask, "Yana Tkach", email);
    const theirs = await operator({ path: "/profile", email });
    await theirs.page.getByRole("button", { name: "Set up an authenticator app" }).click();
    const factor = part(theirs.page, "Second factor");
    await factor.locator("a svg path").waitFor();
    await factor.getByLabel("Code").fill(totp(await factor.locator("bdi").textContent()));
    await theirs.page.keyboard.press("Enter");
    await factor.getByRole("list", { name: "Recovery codes" }).waitFor();

    await row(page, "Yana Tkach").click();
    const help = part(page, "Signing in");
    const field = help.getByLabel("New password", { exact: true });
    await field.fill("short");
    await page.keyboard.press("Enter");
    await help.getByText("At least 10 characters.").waitFor();
    await shows(() => field.getAttribute("aria-invalid"), "true");
    await shot(page, "operators_weak_password");
    const given = "a given one that is long enough";
    await field.fill(given);
    await page.keyboard.press("Enter");
    await page.getByText("Yana Tkach has a new password. Their sessions are over.").waitFor();
    await signedOut(theirs.page);
    await help.getByRole("button", { name: "Take the authenticator app away" }).click();
    await page.getByText("Yana Tkach signs in without a second factor.").waitFor();
    const again = await person();
    await again.page.goto(`${host.url}/`);
    await again.page.getByLabel("Email").fill(email);
    await again.page.getByLabel("Password", { exact: true }).fill(given);
    await again.page.keyboard.press("Enter");
    await again.page.getByRole("button", { name: /^Yana Tkach/ }).waitFor();
  },

  async f70_why_somebody_does_not_see_a_chat_and_what_mends_it({
    desk,
    operator,
    shot,
    accessible,
  }) {
    const { page, ask } = await operator({ path: HERE });
    const operatorId = await clerk(desk, ask, "Marta Hnatiuk", "marta@example.org");
    const { id: chatId, number } = await customer(desk, "Only the shop sees me");
    const teamId = await teamOf(desk, "Shop");
    await desk.act("chatAssign", { chatId, teamId });
    const { channels } = await desk.operator("{ channels { id name } }");
    await desk.act("channelUpdate", { channelId: channels[0].id, memberTeamIds: [teamId] });
    await page.goto(new URL(`${HERE}/${operatorId}`, page.url()).href);
    const sees = part(page, "What Marta Hnatiuk sees");
    const asked = sees.getByRole("textbox", { name: "Chat number" });
    await asked.fill("999999");
    await page.keyboard.press("Enter");
    await sees.getByText("There is no chat with this number that you see.").waitFor();
    await told(asked, "There is no chat with this number");
    await asked.fill(String(number));
    await page.keyboard.press("Enter");
    await sees.getByText(`Marta Hnatiuk does not see chat ${number}.`).waitFor();
    const check = (text) => sees.getByRole("listitem").filter({ hasText: text });
    await check("The chat is in a team of theirs: no").waitFor();
    await check("Their role reads chats: yes").waitFor();
    await check("Their role reads every chat: no").waitFor();
    await sees.getByRole("link", { name: "Change the role Operator" }).waitFor();
    await accessible(page);
    await sees.scrollIntoViewIfNeeded();
    await shot(page, "operators_why_not");
    await sees.getByRole("button", { name: "Add to the team Shop" }).press("Enter");
    await sees.getByText(`Marta Hnatiuk sees chat ${number}.`).waitFor();
    await check("The chat is in a team of theirs: yes").waitFor();
    await row(page, "Marta Hnatiuk").getByText("Shop").waitFor({ state: "attached" });
    await desk.act("channelUpdate", { channelId: channels[0].id, memberTeamIds: [] });
  },

  async f101_the_operators_are_for_everybody({ desk, operator, shot, accessible }) {
    const { id } = await colleague(desk, "Seen By All", "seen@example.org");
    const { ask: olha } = await operator({ path: "/profile" });
    await invite(olha, "guest@example.org");
    for (const [as, options] of LOOKS) {
      const { page } = await operator({ path: HERE, ...options });
      await row(page, "Seen By All").waitFor();
      await invited(page, "guest@example.org").waitFor();
      await accessible(page);
      await shot(page, `operators_${as}`);
      await row(page, "Seen By All").click();
      await sheet(page, "Seen By All").waitFor();
      await accessible(page);
      await shot(page, `operators_one_${as}`);
    }
    const { page, ask } = await operator({ path: `${HERE}/${id}` });
    await speak({ page, ask }, "ar");
    await sheet(page, "Seen By All").waitFor();
    await accessible(page);
    await shot(page, "operators_one_arabic");
    await page.keyboard.press("Escape");
    await row(page, "Seen By All").waitFor();
    await accessible(page);
    await shot(page, "operators_arabic");
    await speak({ page, ask }, "en");
    await change(olha, { operatorId: id, roleId: await roleOf(olha, "Operator") });
  },
};
