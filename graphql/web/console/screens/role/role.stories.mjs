/** Roles: made of permissions, and what an operator of one may do and what not. */
import { equal } from "node:assert/strict";
import { colleague, customer, field, tabTo } from "../../../stories/customer.mjs";
import { LOOKS, speak } from "../../../stories/looks.mjs";
import { shows } from "../../../stories/shows.mjs";

const HERE = "/settings/roles";
const row = (page, text) => page.getByRole("row").filter({ hasText: text });
const sheet = (page, name) => page.getByRole("dialog", { name, exact: true });
const nameField = (page) => page.getByRole("textbox", { name: "Name", exact: true });
const permission = (page, text) => page.getByRole("checkbox", { name: text, exact: true });

const CLOSES = "Close chats, open them again, change their priority";
const MANAGES = "Create and change operators, teams and roles";

async function roleOf(desk, name, permissions, more) {
  const result = "role { id } userErrors { message }";
  const { roleCreate } = await desk.act("roleCreate", { name, permissions, ...more }, result);
  return roleCreate.role.id;
}

/** Somebody with this role. */
async function holder(desk, ask, roleId, name, email) {
  const { id: operatorId } = await colleague(desk, name, email);
  await ask(
    "mutation($input: OperatorUpdateInput!) { operatorUpdate(input: $input) { userErrors { message } } }",
    { input: { operatorId, roleId } },
  );
}

export const STORIES = {
  async f70_a_role_is_made_by_keyboard_alone_and_its_operator_may_what_it_says({
    desk,
    operator,
    shot,
  }) {
    const { page, ask } = await operator({ path: HERE });
    await tabTo(page, page.getByRole("button", { name: "New role" }));
    await page.keyboard.press("Enter");
    const dialog = sheet(page, "New role");
    await nameField(dialog).and(page.locator(":focus")).waitFor();
    await page.keyboard.type("Answering");
    for (const text of ["Read every chat", "Write to customers, join chats and leave them"]) {
      await tabTo(page, permission(dialog, text));
      await page.keyboard.press("Space");
    }
    await shot(page, "roles_new");
    await page.keyboard.press("Enter");
    await dialog.waitFor({ state: "detached" });
    await row(page, "Answering").getByText("2", { exact: true }).waitFor();
    const { roles } = await ask("{ roles { id name permissions isTotpRequired } }");
    const made = roles.find(({ name }) => name === "Answering");
    equal(made.permissions.toSorted().join(), "CHAT_READ_ALL,CHAT_REPLY");

    await holder(desk, ask, made.id, "Bohdan Kit", "bohdan@example.org");
    const { number } = await customer(desk, "Answer and close me");
    const theirs = await operator({ path: `/inbox/${number}`, email: "bohdan@example.org" });
    await field(theirs.page).waitFor();
    const close = theirs.page.getByRole("button", { name: "Close", exact: true });
    equal(await close.count(), 0);
    await row(page, "Answering").click();
    await permission(page, CLOSES).press("Space");
    await page.getByRole("button", { name: "Save" }).click();
    // At once, and taken again at once.
    await close.waitFor();
    await row(page, "Answering").getByText("3", { exact: true }).waitFor();
    await row(page, "Answering").click();
    await permission(page, CLOSES).press("Space");
    await page.getByRole("button", { name: "Save" }).click();
    await close.waitFor({ state: "detached" });
    await theirs.page.goto(new URL(HERE, page.url()).href);
    await theirs.page.getByText("Your role does not open this page").waitFor();
    await theirs.page.getByText("OPERATOR_MANAGE").waitFor();
    await shot(theirs.page, "roles_denied");
  },

  async f70_nobody_gives_what_they_have_not({ desk, operator, shot, accessible }) {
    const { ask } = await operator({ path: "/profile" });
    const roleId = await roleOf(desk, "Lead", ["CHAT_READ", "CHAT_CLOSE", "OPERATOR_MANAGE"]);
    await holder(desk, ask, roleId, "Lesia Lead", "lesia@example.org");
    const { page } = await operator({ path: `${HERE}/new`, email: "lesia@example.org" });
    await permission(page, CLOSES).and(page.locator(":enabled")).waitFor();
    await shows(
      () => permission(page, "Delete chats with all that was said in them").isDisabled(),
      true,
    );
    await accessible(page);
    await shot(page, "roles_lead");
    await nameField(page).fill("Below the lead");
    await permission(page, CLOSES).press("Space");
    await page.getByRole("button", { name: "Save" }).click();
    await row(page, "Below the lead").waitFor();
    // What their own role loses, they have no more, here and now.
    await desk.act("roleUpdate", { roleId, permissions: ["CHAT_READ"] });
    await page.getByText("Your role does not open this page").waitFor();
  },

  async f70_what_is_refused_is_told_by_its_field({ desk, operator, shot }) {
    await roleOf(desk, "Twice", ["CHAT_READ"]);
    const { page } = await operator({ path: `${HERE}/new` });
    await nameField(page).fill("  ");
    await page.keyboard.press("Enter");
    await page.getByText("This is needed.").waitFor();
    await shows(() => nameField(page).getAttribute("aria-invalid"), "true");
    await nameField(page).fill("Twice");
    await page.keyboard.press("Enter");
    await page.getByText("there is a role Twice already").waitFor();
    await shows(() => nameField(page).getAttribute("aria-invalid"), "true");
    await shot(page, "roles_taken");
    await page.keyboard.press("Escape");
    await sheet(page, "New role").waitFor({ state: "detached" });
    // The built-in ones keep their names, and the Admin role all that there is.
    await row(page, "Admin").click();
    await sheet(page, "Admin").waitFor();
    await shows(() => nameField(page).isDisabled(), true);
    await shows(() => permission(page, MANAGES).isDisabled(), true);
    await shot(page, "roles_admin");
  },

  async f70_a_role_changed_elsewhere_shows_both_values({ desk, operator, shot, accessible }) {
    const roleId = await roleOf(desk, "Seasonal", ["CHAT_READ"]);
    const { page } = await operator({ path: `${HERE}/${roleId}` });
    await nameField(page).fill("Seasonal help");
    await permission(page, "Put labels on chats").press("Space");
    const permissions = ["CHAT_READ", "CHAT_NOTE"];
    await desk.act("roleUpdate", { roleId, name: "Summer", permissions });
    const told = page.getByText("Name: Summer");
    await told.getByText("Write notes, which only the team sees").waitFor();
    await shows(() => nameField(page).inputValue(), "Seasonal help");
    await accessible(page);
    await shot(page, "roles_both_values");
    await page.getByRole("button", { name: "Keep mine" }).press("Enter");
    await page.getByRole("button", { name: "Save" }).click();
    await row(page, "Seasonal help").waitFor();
    const { roles } = await desk.operator("{ roles { id name permissions } }");
    const kept = roles.find(({ id }) => id === roleId);
    equal(kept.permissions.toSorted().join(), "CHAT_LABEL,CHAT_READ");
  },

  async f70_f109_a_second_factor_is_asked_for_and_a_role_in_use_stays({ desk, operator, shot }) {
    const { page, ask } = await operator({ path: HERE });
    const roleId = await roleOf(desk, "Careful", ["CHAT_READ"]);
    await holder(desk, ask, roleId, "Taras Care", "taras@example.org");
    await row(page, "Careful").click();
    const dialog = sheet(page, "Careful");
    await dialog.getByRole("switch", { name: "Asks for a second factor" }).press("Space");
    await dialog.getByRole("button", { name: "Save" }).click();
    await row(page, "Careful").getByText("Second factor").waitFor();
    await row(page, "Careful").click();
    await dialog.getByRole("button", { name: "Delete…" }).click();
    const asked = page.getByRole("alertdialog", { name: "Delete the role Careful?" });
    await asked.getByRole("button", { name: "Delete" }).click();
    await asked.getByText("operators still have this role").waitFor();
    await shot(page, "roles_in_use");
    const { roles } = await ask("{ roles { id name } }");
    const { id: other } = roles.find(({ name }) => name === "Operator");
    const { operators } = await ask("{ operators(first: 50) { nodes { id name } } }");
    const { id: operatorId } = operators.nodes.find(({ name }) => name === "Taras Care");
    await ask(
      "mutation($input: OperatorUpdateInput!) { operatorUpdate(input: $input) { userErrors { message } } }",
      { input: { operatorId, roleId: other } },
    );
    await asked.getByRole("button", { name: "Delete" }).press("Enter");
    await page.getByText("The role is deleted.").waitFor();
    await row(page, "Careful").waitFor({ state: "detached" });
  },

  async f101_the_roles_are_for_everybody({ desk, operator, shot, accessible }) {
    const roleId = await roleOf(desk, "Seen by all", ["CHAT_READ", "CHAT_NOTE"], {
      isTotpRequired: true,
    });
    for (const [as, options] of LOOKS) {
      const { page } = await operator({ path: HERE, ...options });
      await row(page, "Seen by all").waitFor();
      await accessible(page);
      await shot(page, `roles_${as}`);
      await row(page, "Seen by all").click();
      await sheet(page, "Seen by all").waitFor();
      await accessible(page);
      await shot(page, `roles_one_${as}`);
    }
    const { page, ask } = await operator({ path: `${HERE}/${roleId}` });
    await speak({ page, ask }, "ar");
    await sheet(page, "Seen by all").waitFor();
    await accessible(page);
    await shot(page, "roles_one_arabic");
    await page.keyboard.press("Escape");
    await row(page, "Seen by all").waitFor();
    await accessible(page);
    await shot(page, "roles_arabic");
    await speak({ page, ask }, "en");
  },
};
