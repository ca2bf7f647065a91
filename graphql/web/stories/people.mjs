/** The screen of operators, as stories go about it, and who works there. */
import { ok } from "node:assert/strict";
import { colleague, tabTo } from "./customer.mjs";

export const HERE = "/settings/operators";
export const row = (page, text) => page.getByRole("row").filter({ hasText: text });
export const sheet = (page, name) => page.getByRole("dialog", { name, exact: true });
export const invited = (page, email) =>
  page
    .getByRole("region", { name: "Invitations" })
    .getByRole("listitem")
    .filter({ hasText: email });
export const part = (page, name) => page.getByRole("region", { name, exact: true });
/** What a field says of itself while it is wrong. */
export const wrong = (page, name) =>
  page.locator("[aria-invalid=true]").and(page.getByRole("textbox", { name, exact: true }));

export async function told(field, text) {
  await field.page().getByText(text).first().waitFor();
  const ids = await field.getAttribute("aria-describedby");
  const said = await field
    .page()
    .locator(
      ids
        .split(/\s+/)
        .map((id) => `[id="${id}"]`)
        .join(", "),
    )
    .allTextContents();
  ok(
    said.some((one) => one.includes(text)),
    `the field says: ${said.join(" / ")}`,
  );
}

export const change = (ask, input) =>
  ask(
    "mutation($input: OperatorUpdateInput!) { operatorUpdate(input: $input) { userErrors { message } } }",
    { input },
  );
export const invite = (ask, email) =>
  ask(
    "mutation($input: InvitationCreateInput!) { invitationCreate(input: $input) { created { secret } userErrors { message } } }",
    { input: { email } },
  );
export const roleOf = async (ask, name) =>
  (await ask("{ roles { id name } }")).roles.find((one) => one.name === name).id;

export async function teamOf(desk, name, operatorIds = []) {
  const result = "team { id } userErrors { message }";
  const { teamCreate } = await desk.act("teamCreate", { name, operatorIds }, result);
  return teamCreate.team.id;
}

/** Somebody with the built-in role of those who answer: Olha stays the only admin. */
export async function clerk(desk, ask, name, email) {
  const { id } = await colleague(desk, name, email);
  await change(ask, { operatorId: id, roleId: await roleOf(ask, "Operator") });
  return id;
}

/** Chooses from a list that opens, by keys alone. */
export async function choose(page, button, name) {
  await tabTo(page, button);
  await page.keyboard.press("Enter");
  const option = page.getByRole("option", { name, exact: true });
  const list = page.getByRole("listbox").filter({ has: option });
  await list.waitFor();
  await page.keyboard.type(name);
  await option.and(page.locator(":focus")).waitFor();
  await page.keyboard.press("Enter");
  await list.waitFor({ state: "detached" });
}

export const signedOut = (page) => page.getByRole("dialog", { name: "Sign in again" }).waitFor();
