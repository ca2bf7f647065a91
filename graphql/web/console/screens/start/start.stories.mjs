/** What the README leads a newcomer through, by its own words: from a new server to a message that is answered. */
import { deepStrictEqual as same } from "node:assert/strict";
import { readFileSync } from "node:fs";
import { PHONE } from "../../../stories/looks.mjs";

const README = new URL("../../../../../README.md", import.meta.url);
const PASSWORD = "correct horse battery staple";

export const DESK = { isEmpty: true };

/** The pages that the README names on the way to a first chat. */
function wayThere() {
  const text = readFileSync(README, "utf8");
  const from = text.indexOf("## A first chat in two minutes");
  const way = text.slice(from, text.indexOf("\n### ", from));
  return [...way.matchAll(/^\d\. \*\*(.+?)\*\*/gm)].map(([, name]) => name);
}

export const STORIES = {
  async f2_f3_f85_a_newcomer_has_a_first_chat_by_the_readme_alone({
    desk,
    host,
    person,
    shot,
    accessible,
  }) {
    const way = wayThere();
    const seen = [];
    const { page, context } = await person();
    /** The next page of the README is here. */
    const arrives = async (at = page) => {
      const name = way[seen.length];
      await at.getByRole("heading", { level: 1, name, exact: true }).waitFor();
      seen.push(name);
    };
    /** The same page, as others have it. */
    const others = async (as) => {
      for (const [whose, options] of [
        ["dark", { colorScheme: "dark" }],
        ["arabic", PHONE],
      ]) {
        const other = await person(options);
        await other.context.addCookies(await context.cookies());
        if (whose === "arabic") {
          await other.context.addInitScript(() =>
            localStorage.setItem("switchboard:language", "ar"),
          );
        }
        await other.page.goto(page.url());
        await other.page.locator(whose === "arabic" ? "html[dir=rtl] h1" : "h1").waitFor();
        await accessible(other.page);
        await shot(other.page, `${as}_${whose}`);
        await other.context.close();
      }
    };

    const [secret] = /\/setup#sbi_[\w-]+/.exec(desk.command("admin", "invite"));
    await page.goto(`${host.url}${secret}`);
    await arrives();
    await page.getByLabel("Name").fill("Olha Kovalenko");
    await page.getByLabel("Email").fill("olha@example.org");
    await page.getByLabel("Password", { exact: true }).fill(PASSWORD);
    await shot(page, "start_you");
    await page.keyboard.press("Enter");

    await arrives();
    await accessible(page);
    await page.getByLabel("Name of the desk").fill("Lumen Pay");
    await shot(page, "start_desk");
    await page.keyboard.press("Enter");

    await arrives();
    // Left here, it goes on here.
    await page.goto(`${host.url}/`);
    await page.getByRole("heading", { name: "Web chat" }).waitFor();
    await others("start_chat");
    await page.getByLabel("Your site").fill("shop.example.com");
    await accessible(page);
    await shot(page, "start_chat");
    await page.keyboard.press("Enter");

    await arrives();
    await page.getByText("Waiting for the first message").waitFor();
    await accessible(page);
    await shot(page, "start_hello");
    await others("start_hello");
    same(seen, way);

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
    await shot(test, "start_answered");
  },
};
