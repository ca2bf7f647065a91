/** Teams: made, their members moved, and what whoever is in one sees. */
import { equal, ok } from "node:assert/strict";
import { row as chatRow, colleague, customer, tabTo } from "../../../stories/customer.mjs";
import { LOOKS, speak } from "../../../stories/looks.mjs";
import { shows } from "../../../stories/shows.mjs";

const HERE = "/settings/teams";
const row = (page, text) => page.getByRole("row").filter({ hasText: text });
const sheet = (page, name) => page.getByRole("dialog", { name, exact: true });
const nameField = (page) => page.getByRole("textbox", { name: "Name", exact: true });
const member = (page, name) => page.getByRole("checkbox", { name, exact: true });

async function teamOf(desk, name, operatorIds = []) {
  const result = "team { id } userErrors { message }";
  const { teamCreate } = await desk.act("teamCreate", { name, operatorIds }, result);
  return teamCreate.team.id;
}

/** Somebody who sees what their teams see. */
async function clerk(desk, ask, name, email) {
  const { id } = await colleague(desk, name, email);
  const { roles } = await ask("{ roles { id name } }");
  const { id: roleId } = roles.find((one) => one.name === "Operator");
  await ask(
    "mutation($input: OperatorUpdateInput!) { operatorUpdate(input: $input) { userErrors { message } } }",
    { input: { operatorId: id, roleId } },
  );
  return id;
}

const membersOf = async (ask, name) =>
  (await ask("{ teams { name operators { name } } }")).teams
    .find((one) => one.name === name)
    .operators.map((one) => one.name)
    .sort();

export const STORIES = {
  async f69_a_team_is_made_and_its_members_moved_by_keyboard_alone({ desk, operator, shot }) {
    const { page, ask } = await operator({ path: HERE });
    await clerk(desk, ask, "Hanna Bilyk", "hanna@example.org");
    const first = page.getByRole("button", { name: "New team" }).first();
    await tabTo(page, first);
    await page.keyboard.press("Enter");
    const dialog = sheet(page, "New team");
    await nameField(dialog).and(page.locator(":focus")).waitFor();
    await page.keyboard.press("Enter");
    await dialog.getByText("This is needed.").waitFor();
    await shows(() => nameField(dialog).getAttribute("aria-invalid"), "true");
    await page.keyboard.type("Payouts");
    await tabTo(page, member(dialog, "Hanna Bilyk"));
    await page.keyboard.press("Space");
    await tabTo(page, member(dialog, "Olha Kovalenko"));
    await page.keyboard.press("Space");
    await shot(page, "teams_new");
    await tabTo(page, dialog.getByRole("button", { name: "Save" }));
    await page.keyboard.press("Enter");
    await dialog.waitFor({ state: "detached" });
    await row(page, "Payouts").getByText("Hanna Bilyk, Olha Kovalenko").waitFor();
    // Opened again by its row, one goes and the others stay.
    await tabTo(page, page.getByRole("row").nth(1));
    await page.keyboard.type("Payouts");
    await row(page, "Payouts").and(page.locator(":focus")).waitFor();
    await page.keyboard.press("Enter");
    const open = sheet(page, "Payouts");
    await tabTo(page, member(open, "Olha Kovalenko"));
    await page.keyboard.press("Space");
    await tabTo(page, open.getByRole("button", { name: "Save" }));
    await page.keyboard.press("Enter");
    await open.waitFor({ state: "detached" });
    await row(page, "Payouts").getByText("Olha Kovalenko").waitFor({ state: "detached" });
    await shows(async () => (await membersOf(ask, "Payouts")).join(), "Hanna Bilyk");
  },

  async f69_whoever_comes_into_a_team_sees_its_chats_at_once({ desk, operator }) {
    const { page, ask } = await operator({ path: HERE });
    const operatorId = await clerk(desk, ask, "Danylo Rud", "danylo@example.org");
    const { id: chatId } = await customer(desk, "For the couriers alone");
    const teamId = await teamOf(desk, "Couriers");
    await desk.act("chatAssign", { chatId, teamId });
    const { channels } = await desk.operator("{ channels { id } }");
    await desk.act("channelUpdate", { channelId: channels[0].id, memberTeamIds: [teamId] });
    const { page: olhas } = await operator({ path: "/inbox" });
    await chatRow(olhas, "For the couriers alone").waitFor();
    const { page: theirs } = await operator({ path: "/inbox", email: "danylo@example.org" });
    await theirs
      .getByRole("searchbox")
      .or(theirs.getByRole("button", { name: "Inbox" }))
      .first()
      .waitFor();
    const chat = chatRow(theirs, "For the couriers alone");
    equal(await chat.count(), 0);
    await row(page, "Couriers").getByText("inbox", { exact: true }).waitFor();
    await row(page, "Couriers").click();
    await member(page, "Danylo Rud").press("Space");
    await page.getByRole("button", { name: "Save" }).click();
    await page.getByText("The team is saved.").waitFor();
    await chat.waitFor();
    await desk.act("teamUpdate", { teamId, operatorIds: [] });
    await chat.waitFor({ state: "detached" });
    await row(page, "Couriers").getByText("Danylo Rud").waitFor({ state: "detached" });
    ok(operatorId);
    await desk.act("channelUpdate", { channelId: channels[0].id, memberTeamIds: [] });
  },

  async f69_a_taken_name_and_a_team_above_are_told_by_their_fields({ desk, operator, shot }) {
    await teamOf(desk, "First line");
    await teamOf(desk, "Second line");
    const { page, ask } = await operator({ path: `${HERE}/new` });
    await nameField(page).fill("First line");
    await page.keyboard.press("Enter");
    await page.getByText("there is a team First line already").waitFor();
    await shows(() => nameField(page).getAttribute("aria-invalid"), "true");
    await shot(page, "teams_taken");
    await page.keyboard.press("Escape");
    await sheet(page, "New team").waitFor({ state: "detached" });
    await row(page, "First line").click();
    await page.getByRole("button", { name: /Escalates to$/ }).click();
    await page.getByRole("option", { name: "Second line" }).click();
    await page.getByRole("button", { name: "Save" }).click();
    await row(page, "First line").getByText("Second line").waitFor();
    const { teams } = await ask("{ teams { name escalatesTo { name } } }");
    equal(teams.find(({ name }) => name === "First line").escalatesTo.name, "Second line");
  },

  async f69_a_team_changed_elsewhere_shows_both_values({ desk, operator, shot, accessible }) {
    const { page: other, ask } = await operator({ path: HERE });
    await clerk(desk, ask, "Sofia Marchuk", "sofia@example.org");
    const teamId = await teamOf(desk, "Night");
    const { page } = await operator({ path: `${HERE}/${teamId}` });
    await nameField(page).fill("Nights");
    await row(other, "Night").click();
    await nameField(other).fill("Night shift");
    await member(other, "Sofia Marchuk").press("Space");
    await other.getByRole("button", { name: "Save" }).click();
    await page.getByText("Name: Night shift").waitFor();
    await member(page, "Sofia Marchuk").and(page.locator(":checked")).waitFor();
    await shows(() => nameField(page).inputValue(), "Nights");
    await accessible(page);
    await shot(page, "teams_both_values");
    await page.getByRole("button", { name: "Take theirs" }).click();
    await shows(() => nameField(page).inputValue(), "Night shift");
    await shows(() => page.getByRole("button", { name: "Save" }).isDisabled(), true);
    await shows(async () => (await membersOf(ask, "Night shift")).join(), "Sofia Marchuk");
  },

  async f69_a_team_is_deleted_when_nothing_needs_it({ desk, operator, shot, accessible }) {
    const { id: chatId } = await customer(desk, "Its last chat");
    const teamId = await teamOf(desk, "Closing down");
    await desk.act("chatAssign", { chatId, teamId });
    const { page, ask } = await operator({ path: `${HERE}/${teamId}` });
    const other = await operator({ path: HERE });
    await row(other.page, "Closing down").waitFor();
    await page.getByRole("button", { name: "Delete…" }).click();
    const asked = page.getByRole("alertdialog", { name: "Delete the team Closing down?" });
    await asked.getByRole("button", { name: "Delete" }).click();
    await asked.getByText("open chats belong to it").waitFor();
    await accessible(page);
    await shot(page, "teams_needed");
    await desk.act("chatAssign", { chatId, teamId: null });
    await asked.getByRole("button", { name: "Delete" }).press("Enter");
    await page.getByText("The team is deleted.").waitFor();
    await page.waitForURL(`**${HERE}`);
    await row(page, "Closing down").waitFor({ state: "detached" });
    await row(other.page, "Closing down").waitFor({ state: "detached" });
    const { teams } = await ask("{ teams { name } }");
    ok(teams.every(({ name }) => name !== "Closing down"));
  },

  async f101_the_teams_are_for_everybody({ desk, operator, shot, accessible }) {
    const { operators } = await desk.operator("{ operators(first: 50) { nodes { id } } }");
    const teamId = await teamOf(desk, "Seen by all", [operators.nodes[0].id]);
    for (const [as, options] of LOOKS) {
      const { page } = await operator({ path: HERE, ...options });
      await row(page, "Seen by all").waitFor();
      await accessible(page);
      await shot(page, `teams_${as}`);
      await row(page, "Seen by all").click();
      await sheet(page, "Seen by all").waitFor();
      await accessible(page);
      await shot(page, `teams_one_${as}`);
    }
    const { page, ask } = await operator({ path: `${HERE}/${teamId}` });
    await speak({ page, ask }, "ar");
    await sheet(page, "Seen by all").waitFor();
    await accessible(page);
    await shot(page, "teams_one_arabic");
    await page.keyboard.press("Escape");
    await row(page, "Seen by all").waitFor();
    await accessible(page);
    await shot(page, "teams_arabic");
    await speak({ page, ask }, "en");
  },
};
