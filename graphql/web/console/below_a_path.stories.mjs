/** A desk below a path of its host: everything is asked for there, and the root of the host is somebody else's. */
import { equal } from "node:assert/strict";
import { bubble, customer, field, row } from "../stories/customer.mjs";
import { EMAIL, PASSWORD } from "../stories/desk.mjs";

export const DESK = { below: "/help/desk" };

const inside = (page) => page.getByRole("navigation", { name: "Main" }).waitFor();
/** Nothing is asked for beside it. */
const watched = (context, host) => {
  const strange = [];
  context.on("request", (request) => {
    const address = request.url();
    if (/^(https?|wss?):/.test(address) && !address.startsWith(`${host.url}/`)) {
      strange.push(address);
    }
  });
  return strange;
};

export const STORIES = {
  async f109_f4_the_console_works_below_a_path({ desk, host, person }) {
    const { page, context } = await person();
    const strange = watched(context, host);
    await page.goto(`${host.url}/inbox`);
    await page.getByLabel("Email").fill(EMAIL);
    await page.getByLabel("Password", { exact: true }).fill(PASSWORD);
    await page.keyboard.press("Enter");
    await inside(page);
    const one = await customer(desk, "Is it far below?", { name: "Pia" });
    await row(page, "Is it far below?").click();
    await page.waitForURL(`${host.url}/inbox/*`);
    await one.write("It arrives alone");
    await bubble(page, "It arrives alone").waitFor();
    await page.reload();
    await bubble(page, "It arrives alone").waitFor();
    await page.getByRole("link", { name: "Settings" }).first().click();
    await page.waitForURL(`${host.url}/settings/**`);
    await page.reload();
    await inside(page);
    await page.goBack();
    await bubble(page, "It arrives alone").waitFor();
    // What a phone installs stands there too.
    const manifest = await page.locator('link[rel="manifest"]').getAttribute("href");
    equal((await context.request.get(new URL(manifest, page.url()).href)).status(), 200);
    equal(strange.join("\n"), "");
  },

  async f1_f84_the_web_chat_works_below_a_path({ desk, host, person, operator }) {
    await customer(desk, "The channel is there");
    const { page, context } = await person();
    const strange = watched(context, host);
    await page.goto(`${host.url}/chat/inbox`);
    await page.getByRole("button", { name: "Write to us" }).click();
    await page.getByRole("textbox").fill("From a page below");
    await page.keyboard.press("Enter");
    const olha = await operator({ path: "/inbox" });
    await row(olha.page, "From a page below").click();
    await field(olha.page).fill("It came up");
    await field(olha.page).press("Enter");
    await page.getByText("It came up", { exact: true }).waitFor();
    equal(strange.join("\n"), "");
  },
};
