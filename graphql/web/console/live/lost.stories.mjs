/** What is taken away while somebody writes: the session, the permission, the chat; and two tabs that write the same. */
import { equal } from "node:assert/strict";
import { bubble, colleague, customer, field, row } from "../../stories/customer.mjs";
import { EMAIL, PASSWORD } from "../../stories/desk.mjs";
import { change, roleOf, signedOut } from "../../stories/people.mjs";
import { shows } from "../../stories/shows.mjs";

const GONE = "There is no such chat, or you may not see it.";
const MARTA = "marta@example.org";

const filled = (page, text) =>
  page.waitForFunction((wanted) => document.querySelector("textarea")?.value === wanted, text);

export const STORIES = {
  async f32_f109_a_session_that_ends_while_typing_costs_no_letter({ desk, operator, means }) {
    means(/^WebSocket connection to/);
    const { number } = await customer(desk, "Are you writing?");
    const { page, ask } = await operator({ path: `/inbox/${number}` });
    await field(page).pressSequentially("Half a ");
    const { viewer } = await ask("{ viewer { sessions { id isCurrent } } }");
    const { id } = viewer.sessions.find(({ isCurrent }) => isCurrent);
    const other = await operator();
    await other.ask(
      "mutation($input: SessionRevokeInput!) { sessionRevoke(input: $input) { userErrors { message } } }",
      { input: { sessionId: id } },
    );
    await page.keyboard.type("sentence");
    await signedOut(page);
    await shows(() => page.locator("textarea").first().inputValue(), "Half a sentence");
    const again = page.getByRole("dialog", { name: "Sign in again" });
    await again.getByLabel("Email").fill(EMAIL);
    await again.getByLabel("Password", { exact: true }).fill(PASSWORD);
    await page.keyboard.press("Enter");
    await page.getByRole("dialog").waitFor({ state: "detached" });
    await shows(() => field(page).inputValue(), "Half a sentence");
    await field(page).press("Enter");
    await bubble(page, "Half a sentence")
      .getByText("sent", { exact: true })
      .waitFor({ state: "attached" });
    const { chat } = await desk.operator(
      `{ chat(number: ${number}) { messages(last: 9) { nodes { body } } } }`,
    );
    equal(chat.messages.nodes.length, 2);
  },

  async f32_a_permission_that_is_taken_away_ends_what_is_seen({ desk, operator, shot }) {
    const { id: operatorId } = await colleague(desk, "Marta Shevchenko", MARTA);
    const { ask } = await operator();
    await change(ask, { operatorId, roleId: await roleOf(ask, "Operator") });
    const { roleCreate } = await desk.act(
      "roleCreate",
      { name: "Looks at labels", permissions: ["LABEL_MANAGE"] },
      "role { id } userErrors { message }",
    );
    const { number } = await customer(desk, "May she read this?");
    const { page } = await operator({ path: `/inbox/${number}`, email: MARTA });
    await field(page).fill("What she wrote");
    await page.getByText("Draft saved").waitFor();
    await change(ask, { operatorId, roleId: roleCreate.role.id });
    await page.getByText("You may not see this.").first().waitFor();
    await row(page, "May she read this?").waitFor({ state: "detached" });
    equal(await page.getByText("May she read this?").count(), 0);
    equal(await page.getByRole("option").count(), 0);
    await shot(page, "inbox_taken_away");
    await change(ask, { operatorId, roleId: await roleOf(ask, "Operator") });
    await bubble(page, "May she read this?").waitFor();
    await filled(page, "What she wrote");
  },

  async f21_a_chat_that_is_deleted_while_it_is_answered_is_gone({ desk, operator }) {
    const { id, number } = await customer(desk, "Delete me, please");
    await customer(desk, "But not me");
    const { page } = await operator({ path: `/inbox/${number}` });
    await field(page).pressSequentially("With pleas");
    await desk.act("chatDelete", { chatId: id, number });
    await page.getByText(GONE).waitFor();
    await row(page, "Delete me, please").waitFor({ state: "detached" });
    await page.getByRole("button", { name: "Back to the list" }).click();
    await row(page, "But not me").click();
    await field(page).waitFor();
    equal(await field(page).inputValue(), "");
  },

  async f32_two_tabs_write_one_draft({ desk, operator }) {
    const { number } = await customer(desk, "Which of your tabs is it?");
    const { page, context } = await operator({ path: `/inbox/${number}` });
    await field(page).pressSequentially("From the one");
    await page.getByText("Draft saved").waitFor();
    const other = await context.newPage();
    await other.goto(page.url());
    await filled(other, "From the one");
    await field(other).press("End");
    await field(other).pressSequentially(", and the other");
    await filled(page, "From the one, and the other");
    await field(page).press("Enter");
    await bubble(other, "From the one, and the other")
      .getByText("sent", { exact: true })
      .waitFor({ state: "attached" });
    await filled(other, "");
    const { chat } = await desk.operator(
      `{ chat(number: ${number}) { messages(last: 9) { nodes { body } } } }`,
    );
    equal(chat.messages.nodes.length, 2);
  },
};
