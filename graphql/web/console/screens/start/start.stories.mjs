/** A new desk from its first admin to the first answer. */
import { ok } from "node:assert/strict";

const PASSWORD = "correct horse battery staple";

export const DESK = { isEmpty: true };

export const STORIES = {
  async f2_f3_f85_from_the_first_admin_to_an_answered_message({
    desk,
    host,
    person,
    shot,
    accessible,
  }) {
    const began = Date.now();
    const secret = /sbi_[\w-]+/.exec(desk.command("admin", "invite"))[0];
    const { page, context } = await person();
    await page.goto(`${host.url}/setup#${secret}`);
    await page.getByLabel("Name").fill("Olha Kovalenko");
    await page.getByLabel("Email").fill("olha@example.org");
    await page.getByLabel("Password", { exact: true }).fill(PASSWORD);
    await page.keyboard.press("Enter");

    await page.getByRole("heading", { name: "Your desk" }).waitFor();
    await accessible(page);
    await page.getByLabel("Name of the desk").fill("Lumen Pay");
    await shot(page, "start_desk");
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { name: "Web chat" }).waitFor();
    // Left here, it goes on here.
    await page.goto(`${host.url}/`);
    await page.getByRole("heading", { name: "Web chat" }).waitFor();
    await page.getByLabel("Your site").fill("shop.example.com");
    await shot(page, "start_chat");
    await accessible(page);
    await page.keyboard.press("Enter");
    await page.getByText("Waiting for the first message").waitFor();
    await accessible(page);
    await shot(page, "start_hello");

    const [test] = await Promise.all([
      context.waitForEvent("page"),
      page.getByRole("link", { name: "Test page" }).click(),
    ]);
    await test.getByRole("button", { name: "Write to us" }).click();
    await test.getByRole("textbox", { name: "Your message" }).fill("Hello");
    await test.keyboard.press("Enter");
    const first = page.getByRole("link", { name: /Hello/ });
    await first.waitFor();
    await shot(page, "start_first");
    await first.press("Enter");
    const field = page.getByRole("textbox", { name: /^A message to/ });
    await field.fill("Welcome");
    await field.press("Enter");
    await test.getByText("Welcome").first().waitFor();
    ok(Date.now() - began < 120_000, "it took more than two minutes");
  },
};
