/** The first admin of a new server. */
import { PHONE } from "../../../stories/looks.mjs";

const PASSWORD = "correct horse battery staple";

export const DESK = { isEmpty: true };

export const STORIES = {
  async f101_the_first_page_is_for_everybody({ host, person, shot, accessible }) {
    for (const [as, options] of [
      ["light", {}],
      ["dark", { colorScheme: "dark" }],
      ["arabic_phone", { ...PHONE, locale: "ar" }],
    ]) {
      const { page } = await person(options);
      await page.goto(`${host.url}/setup#abc`);
      await page.locator("form").waitFor();
      await accessible(page);
      await shot(page, `setup_${as}`);
    }
  },

  async f109_the_first_admin_comes_in_by_a_secret_that_is_used_once({ desk, host, person, shot }) {
    const { page } = await person();
    await page.goto(`${host.url}/`);
    await page.getByLabel("Secret").fill("sbi_wrong");
    await page.getByLabel("Name").fill("Olha Kovalenko");
    await page.getByLabel("Email").fill("olha");
    await page.getByLabel("Password", { exact: true }).fill(PASSWORD);
    await page.keyboard.press("Enter");
    await page.getByText("Write it as name@example.org.").waitFor();
    await page.getByLabel("Email").fill("olha@example.org");
    await page.keyboard.press("Enter");
    await page.getByText("This secret is wrong, used or too old.").waitFor();
    await shot(page, "setup_wrong");

    const secret = /sbi_[\w-]+/.exec(desk.command("admin", "invite"))[0];
    await page.goto(`${host.url}/setup#${secret}`);
    await page.reload();
    await page.getByLabel("Name").fill("Olha Kovalenko");
    await page.getByLabel("Email").fill("olha@example.org");
    await page.getByLabel("Password", { exact: true }).fill(PASSWORD);
    await page.keyboard.press("Enter");
    // The secret goes from the address.
    await page.getByRole("heading", { name: "Your desk" }).waitFor();
    await page.waitForURL(`${host.url}/start`);
    const other = await person();
    await other.page.goto(`${host.url}/setup#${secret}`);
    await other.page.getByRole("heading", { name: "Sign in" }).waitFor();
  },
};
