/** Operators come in and go. */
import { match } from "node:assert/strict";
import { EMAIL, PASSWORD } from "../../stories/desk.mjs";
import { PHONE } from "../../stories/looks.mjs";
import { shows } from "../../stories/shows.mjs";
import { totp } from "../../stories/totp.mjs";

async function fill(page, email, password) {
  await page.getByLabel("Email").fill(email);
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.keyboard.press("Enter");
}

const inside = (page) => page.getByRole("navigation", { name: "Main" }).waitFor();

/** Somebody whose role asks for a second factor. */
async function strict({ desk, operator }, email) {
  const { roleCreate } = await desk.act(
    "roleCreate",
    { name: `Strict ${email}`, permissions: ["CHAT_READ"], isTotpRequired: true },
    "role { id } userErrors { message }",
  );
  const { ask } = await operator();
  const { invitationCreate } = await ask(
    "mutation($input: InvitationCreateInput!) { invitationCreate(input: $input) { created { secret } userErrors { message } } }",
    { input: { email, roleId: roleCreate.role.id } },
  );
  return invitationCreate.created.secret;
}

export const STORIES = {
  async f109_signs_in_by_keyboard_alone({ host, person }) {
    const { page } = await person();
    await page.goto(`${host.url}/`);
    await page.getByRole("heading", { name: "Sign in" }).waitFor();
    await page.keyboard.type(EMAIL);
    await page.keyboard.press("Tab");
    await page.keyboard.type(PASSWORD);
    await page.keyboard.press("Enter");
    await inside(page);
  },

  async f109_says_what_is_wrong({ host, person, shot }) {
    const { page } = await person();
    await page.goto(`${host.url}/`);
    await page.getByRole("button", { name: "Sign in" }).click();
    await shows(() => page.getByText("This is needed.").count(), 2);
    await fill(page, EMAIL, "a wrong password");
    await page.getByText("The address or the password is wrong.").waitFor();
    await shows(() => page.getByLabel("Email").inputValue(), EMAIL);
    await shot(page, "sign_in_wrong");
    host.away(true);
    await page.keyboard.press("Enter");
    await page.getByText("The server does not answer.").waitFor();
    host.away(false);
    await fill(page, EMAIL, PASSWORD);
    await inside(page);
  },

  async f109_a_locked_address_reads_until_when({ desk, host, person, shot }) {
    const { page, context } = await person();
    const email = "nobody@example.org";
    for (let tries = 0; tries < 30; tries += 1) {
      const answer = await context.request.post(`${desk.url}/session`, {
        data: { email, password: `guess ${tries}` },
      });
      if (answer.status() === 429) {
        break;
      }
    }
    await page.goto(`${host.url}/`);
    await fill(page, email, "one more guess");
    await page.getByText("Too many attempts. You can try again at").waitFor();
    await shows(() => page.getByRole("button", { name: "Sign in" }).isDisabled(), true);
    await shot(page, "sign_in_locked");
  },

  async f109_a_second_factor_is_set_up_and_asked_for(story) {
    const { desk, host, person, shot, accessible } = story;
    const email = "marta@example.org";
    const secret = await strict(story, email);
    const { page, context } = await person();
    await context.request.post(`${desk.url}/invitation`, {
      data: { secret, name: "Marta Ruiz", password: PASSWORD },
    });
    await page.goto(`${host.url}/`);
    await fill(page, email, PASSWORD);
    await page.getByText("Your role asks for a second factor.").waitFor();
    await page.locator("a svg path").waitFor();
    await accessible(page);
    await shot(page, "sign_in_app");
    const shown = (await page.locator("bdi").textContent()).replaceAll(/\s/g, "");
    await page.getByLabel("Code").fill("000000");
    await page.keyboard.press("Enter");
    await page.getByText("This code is wrong").waitFor();
    await page.getByLabel("Code").fill(totp(shown));
    await page.keyboard.press("Enter");
    const codes = page.getByRole("list", { name: "Recovery codes" });
    await codes.waitFor();
    await accessible(page);
    await shot(page, "sign_in_recovery");
    const recovery = await codes.getByRole("listitem").first().textContent();
    await page.getByRole("button", { name: "I have kept them" }).click();
    await inside(page);

    const again = await person();
    await again.page.goto(`${host.url}/`);
    await fill(again.page, email, PASSWORD);
    await again.page.getByText("Six digits of your authenticator app").waitFor();
    await accessible(again.page);
    await shot(again.page, "sign_in_code");
    await again.page.keyboard.type(recovery);
    await again.page.keyboard.press("Enter");
    await inside(again.page);
  },

  async f109_a_session_that_ends_asks_again_over_the_page({ operator, shot, accessible }) {
    const { page, ask } = await operator();
    await inside(page);
    const { viewer } = await ask("{ viewer { sessions { id isCurrent } } }");
    const { id } = viewer.sessions.find(({ isCurrent }) => isCurrent);
    const other = await operator();
    await other.ask(
      "mutation($input: SessionRevokeInput!) { sessionRevoke(input: $input) { userErrors { message } } }",
      { input: { sessionId: id } },
    );
    const sheet = page.getByRole("dialog", { name: "Sign in again" });
    await sheet.waitFor();
    await page.keyboard.press("Escape");
    await accessible(page);
    await shot(page, "session_lost");
    await fill(page, EMAIL, PASSWORD);
    await sheet.waitFor({ state: "hidden" });
    await inside(page);
  },

  async f101_signing_in_is_for_everybody({ host, person, shot, accessible }) {
    for (const [as, options] of [
      ["light", {}],
      ["dark", { colorScheme: "dark" }],
      ["phone", PHONE],
      ["arabic", { locale: "ar" }],
      ["arabic_phone_dark", { ...PHONE, locale: "ar", colorScheme: "dark" }],
    ]) {
      const { page } = await person(options);
      await page.goto(`${host.url}/`);
      await page.locator("h1").waitFor();
      await accessible(page);
      await shot(page, `sign_in_${as}`);
    }
    const { page } = await person();
    await page.goto(`${host.url}/`);
    await page.getByLabel("Language").selectOption("uk");
    await page.getByRole("heading", { name: "Увійти" }).waitFor();
    await shows(() => page.locator("html").getAttribute("lang"), "uk");
    await page.reload();
    await page.getByRole("heading", { name: "Увійти" }).waitFor();
    match(await page.title(), /Увійти/);
  },
};
