/** Operators are invited: by the desk, which shows a link once, and taken back again. */
import { equal, ok } from "node:assert/strict";
import { tabTo } from "../../../stories/customer.mjs";
import { PASSWORD } from "../../../stories/desk.mjs";
import {
  choose,
  HERE,
  invite,
  invited,
  row,
  sheet,
  teamOf,
  told,
  wrong,
} from "../../../stories/people.mjs";
import { shows } from "../../../stories/shows.mjs";

export const STORIES = {
  async f109_a_colleague_is_invited_by_keyboard_alone_and_comes({
    desk,
    operator,
    person,
    shot,
    accessible,
  }) {
    await teamOf(desk, "Newcomers");
    const { page, context, ask } = await operator({ path: HERE });
    await context.grantPermissions(["clipboard-read", "clipboard-write"]);
    await row(page, "Olha Kovalenko").waitFor();
    await tabTo(page, page.getByRole("button", { name: "Invite", exact: true }));
    await page.keyboard.press("Enter");
    const dialog = sheet(page, "Invite a colleague");
    const email = dialog.getByRole("textbox", { name: "Email" });
    await email.and(page.locator(":focus")).waitFor();
    await page.keyboard.press("Enter");
    await told(wrong(page, "Email"), "This is needed.");
    await page.keyboard.type("nina at example");
    await page.keyboard.press("Enter");
    await told(wrong(page, "Email"), "is no email address");
    await accessible(page);
    await shot(page, "operators_invite_refused");
    await email.fill("nina@example.org");
    await choose(page, dialog.getByRole("button", { name: /Role$/ }), "Supervisor");
    await tabTo(page, dialog.getByRole("checkbox", { name: "Newcomers" }));
    await page.keyboard.press("Space");
    await shot(page, "operators_invite");
    await tabTo(page, dialog.getByRole("button", { name: "Invite", exact: true }));
    await page.keyboard.press("Enter");
    const link = dialog.getByRole("textbox", { name: "Link" });
    await link.waitFor();
    await accessible(page);
    await shot(page, "operators_invited");
    const address = await link.inputValue();
    await tabTo(page, dialog.getByRole("button", { name: "Copy" }));
    await page.keyboard.press("Enter");
    await dialog.getByRole("button", { name: "Copied" }).waitFor();
    await shows(() => page.evaluate(() => navigator.clipboard.readText()), address);
    await tabTo(page, dialog.getByRole("button", { name: "Done" }));
    await page.keyboard.press("Enter");
    await dialog.waitFor({ state: "detached" });
    await invited(page, "nina@example.org").getByText("Invited, ends").waitFor();

    const nina = await person();
    await nina.page.goto(address);
    await nina.page.getByLabel("Name").fill("Nina Falk");
    await nina.page.getByLabel("Password", { exact: true }).fill(PASSWORD);
    await nina.page.keyboard.press("Enter");
    await nina.page.getByRole("button", { name: /^Nina Falk/ }).waitFor();
    // Whoever invited her sees her come.
    await row(page, "Nina Falk").getByText("Supervisor").waitFor();
    await row(page, "Nina Falk").getByText("Newcomers").waitFor();
    await invited(page, "nina@example.org").waitFor({ state: "detached" });
    const { operators } = await ask(
      "{ operators(first: 50) { nodes { name email role { name } teams { name } } } }",
    );
    equal(
      JSON.stringify(operators.nodes.find(({ name }) => name === "Nina Falk")),
      '{"name":"Nina Falk","email":"nina@example.org","role":{"name":"Supervisor"},"teams":[{"name":"Newcomers"}]}',
    );
  },

  async f109_an_invitation_is_made_again_and_taken_back({ host, operator, person, shot }) {
    const { page, ask } = await operator({ path: HERE });
    const { invitationCreate } = await invite(ask, "late@example.org");
    const line = invited(page, "late@example.org");
    await line.getByRole("button", { name: "New link" }).click();
    const link = invited(page, "late@example.org").getByRole("textbox", { name: "Link" });
    await link.waitFor();
    await shot(page, "operators_new_link");
    const second = await link.inputValue();
    const refused = async (address) => {
      const { page: theirs } = await person();
      await theirs.goto(address);
      await theirs.getByLabel("Name").fill("Somebody");
      await theirs.getByLabel("Password", { exact: true }).fill(PASSWORD);
      await theirs.keyboard.press("Enter");
      await theirs.getByText("This invitation was used or is too old.").waitFor();
    };
    ok(!second.endsWith(invitationCreate.created.secret));
    await refused(`${host.url}/invitation#${invitationCreate.created.secret}`);
    await line.getByRole("button", { name: "Revoke" }).press("Enter");
    await line.waitFor({ state: "detached" });
    await refused(second);
  },

  async f109_an_address_that_is_taken_is_told_by_its_field({ operator }) {
    const { page, ask } = await operator({ path: HERE });
    await invite(ask, "waits@example.org");
    await invited(page, "waits@example.org").waitFor();
    await page.getByRole("button", { name: "Invite", exact: true }).click();
    const dialog = sheet(page, "Invite a colleague");
    for (const [address, reason] of [
      ["olha@example.org", "is an operator already"],
      ["waits@example.org", "is invited already"],
    ]) {
      await dialog.getByRole("textbox", { name: "Email" }).fill(address);
      await page.keyboard.press("Enter");
      await dialog.getByText(reason).waitFor();
      await told(wrong(page, "Email"), reason);
    }
    await page.keyboard.press("Escape");
    await dialog.waitFor({ state: "detached" });
  },
};
