/** Somebody accepts an invitation. */
const PASSWORD = "correct horse battery staple";

export const STORIES = {
  async f109_an_invitation_is_accepted_once({ operator, host, person, shot, accessible }) {
    const { ask } = await operator();
    const { roles } = await ask("{ roles { id name } }");
    const { invitationCreate } = await ask(
      "mutation($input: InvitationCreateInput!) { invitationCreate(input: $input) { created { secret } userErrors { message } } }",
      { input: { email: "ben@example.org", roleId: roles[0].id } },
    );
    const address = `${host.url}/invitation#${invitationCreate.created.secret}`;
    const { page } = await person();
    await page.goto(address);
    await page.getByRole("heading", { name: "You are invited" }).waitFor();
    await accessible(page);
    await shot(page, "invitation");
    await page.keyboard.type("Ben Ortiz");
    await page.keyboard.press("Tab");
    await page.keyboard.type(PASSWORD);
    await page.keyboard.press("Enter");
    await page.getByRole("button", { name: /^Ben Ortiz/ }).waitFor();

    const late = await person({ colorScheme: "dark" });
    await late.page.goto(address);
    await late.page.getByLabel("Name").fill("Somebody");
    await late.page.getByLabel("Password", { exact: true }).fill(PASSWORD);
    await late.page.keyboard.press("Enter");
    await late.page.getByText("This invitation was used or is too old.").waitFor();
    await accessible(late.page);
    await shot(late.page, "invitation_used");
  },
};
