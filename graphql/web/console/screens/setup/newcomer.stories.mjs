/** What the README leads a newcomer through, by its own lines: from a new server to a message that is answered. */
import { ok } from "node:assert/strict";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const ROOT = fileURLToPath(new URL("../../../../../", import.meta.url));
const PASSWORD = "correct horse battery staple";
/** What the README promises, in milliseconds. */
const PROMISED_MS = 120_000;

export const DESK = { isEmpty: true };

/** The README's way to a first chat. */
function wayThere() {
  const text = readFileSync(`${ROOT}README.md`, "utf8");
  const from = text.indexOf("## A first chat in two minutes");
  return text.slice(from, text.indexOf("\n### ", from));
}

export const STORIES = {
  async f109_a_newcomer_has_a_first_chat_by_the_readme_alone({ desk, person, shot }) {
    const begun = Date.now();
    const way = wayThere();
    // Open the address that is printed, and say who you are.
    const [, secret] = /\/setup#(sbi_[\w-]+)/.exec(desk.command("admin", "invite"));
    const { page } = await person();
    await page.goto(`${desk.url}/setup#${secret}`);
    await page.getByLabel("Name").fill("You");
    await page.getByLabel("Email").fill("you@example.org");
    await page.getByLabel("Password", { exact: true }).fill(PASSWORD);
    await page.keyboard.press("Enter");
    await page.getByRole("button", { name: /^You/ }).waitFor();
    // The web chat, by the line that stands there.
    const [, words] = /^switchboard (channel create web .+)$/m.exec(way);
    desk.command(...words.split(" ").map((word) => word.replace("examples/", `${ROOT}examples/`)));
    // As a customer sees it.
    const [, path] = /<http:\/\/127\.0\.0\.1:8080(\/chat\/\w+)>/.exec(way);
    const customer = await person();
    await customer.page.goto(`${desk.url}${path}`);
    await customer.page.getByRole("textbox").first().fill("Hello");
    await customer.page.keyboard.press("Enter");
    // It stands in the inbox; answer it there.
    await page.getByRole("option").filter({ hasText: "Hello" }).click();
    await page.getByRole("textbox", { name: /^A message to/ }).fill("How can I help?");
    await page.keyboard.press("Enter");
    await customer.page.getByText("How can I help?").waitFor();
    await shot(page, "newcomer_inbox");
    await shot(customer.page, "newcomer_chat");
    ok(Date.now() - begun < PROMISED_MS, "the README promises less");
  },
};
