/** The search by what people see of it. */
import { equal, ok } from "node:assert/strict";
import { customer } from "../../../stories/customer.mjs";
import { LOOKS } from "../../../stories/looks.mjs";
import { shows } from "../../../stories/shows.mjs";

const field = (page) => page.getByRole("combobox", { name: "Search" });
const hit = (page, text) =>
  page
    .getByRole("listbox", { name: "What was found" })
    .getByRole("option")
    .filter({ hasText: text });
const kind = (page, name) => page.getByRole("button", { name: new RegExp(`^${name} \\d`) });

/** The index follows within a second. */
async function indexed(desk, query, count = 1) {
  for (let tries = 0; tries < 100; tries += 1) {
    const { search } = await desk.operator(
      `query($query: String!) { search(query: $query) { totalCount } }`,
      { query },
    );
    if (search.totalCount >= count) {
      return;
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`${query} is not found`);
}

const label = async (desk, chatId, name) => {
  const { labelCreate } = await desk.act("labelCreate", { name, color: "BLUE" }, "label { id }");
  await desk.act("chatLabel", { chatId, labelId: labelCreate.label.id });
};

/** What the two databases sort, page and find has to look alike. */
export const ON_POSTGRES = true;

export const STORIES = {
  async f14_a_hit_opens_the_chat_at_its_message_and_back_restores({ desk, operator, shot }) {
    const lines = Array.from({ length: 60 }, (_, place) => `Line ${place} about nothing`);
    await customer(desk, ["The samovar arrived broken", ...lines]);
    await indexed(desk, "samovar");
    const { page } = await operator({ path: "/inbox" });
    await page.getByRole("heading", { name: "Inbox" }).waitFor();
    // By the keyboard alone.
    await page.keyboard.press("/");
    await field(page).waitFor();
    await page.keyboard.type("samovra");
    await hit(page, "The samovar arrived broken").waitFor();
    await shows(() => page.locator("mark").first().textContent(), "samovar");
    await shot(page, "search");
    await page.keyboard.press("Enter");
    await page.keyboard.press("Enter");
    await page.waitForURL(/\/inbox\/\d+\?.*message=/);
    await page.getByRole("article").filter({ hasText: "The samovar arrived" }).waitFor();
    await page.goBack();
    await hit(page, "The samovar arrived broken").waitFor();
    await shows(() => field(page).inputValue(), "samovra");
  },

  async f14_operators_become_chips_and_narrow_what_is_found({ desk, operator, shot }) {
    const one = await customer(desk, "The kettle leaks");
    await customer(desk, "The kettle whistles");
    await label(desk, one.id, "late payment");
    await indexed(desk, "kettle", 2);
    const { page } = await operator({ path: "/search" });
    await field(page).fill("kettle lab");
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
    await page.keyboard.type("pay");
    await page.getByRole("option", { name: /late payment/ }).waitFor();
    await shot(page, "search_completion");
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
    await page.getByText("Label: late payment").waitFor();
    await hit(page, "The kettle whistles").waitFor({ state: "detached" });
    await hit(page, "The kettle leaks").waitFor();
    ok(new URL(page.url()).searchParams.get("q").includes('label:"late payment"'), page.url());
    await page.reload();
    await page.getByText("Label: late payment").waitFor();
    await hit(page, "The kettle leaks").waitFor();
    await page.getByRole("button", { name: "Remove Label: late payment" }).click();
    await hit(page, "The kettle whistles").waitFor();
  },

  async f12_f14_the_same_conditions_by_a_form({ desk, operator }) {
    await customer(desk, "The teapot is chipped");
    await indexed(desk, "teapot");
    const { page } = await operator({ path: "/search?q=teapot" });
    await hit(page, "The teapot").waitFor();
    await page.getByRole("button", { name: "Filter", exact: true }).click();
    await page.keyboard.type("closed");
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
    // The first empties the line of the list, the second closes it.
    await page.keyboard.press("Escape");
    await page.keyboard.press("Escape");
    await page.getByRole("dialog").waitFor({ state: "detached" });
    await page.getByText("Status: Closed").first().waitFor();
    await page.getByText("Nothing was found.").waitFor();
    await page.getByRole("button", { name: "Leave out" }).last().click();
    await hit(page, "The teapot").waitFor();
  },

  async f14_an_older_answer_never_replaces_a_newer({ desk, operator }) {
    await customer(desk, "About the doorbell");
    await customer(desk, "About the lantern");
    await indexed(desk, "doorbell");
    await indexed(desk, "lantern");
    const { page } = await operator({ path: "/search" });
    let release;
    const held = new Promise((resolve) => {
      release = resolve;
    });
    const late = [];
    await page.route("**/graphql", async (route) => {
      if (route.request().postData()?.includes('"doorbell"')) {
        await held;
        late.push(route.continue());
      } else {
        await route.continue();
      }
    });
    const asked = page.waitForRequest((request) =>
      Boolean(request.postData()?.includes('"doorbell"')),
    );
    await field(page).fill("doorbell");
    await asked;
    await field(page).fill("lantern");
    await hit(page, "About the lantern").waitFor();
    const answered = page.waitForResponse((response) =>
      Boolean(response.request().postData()?.includes('"doorbell"')),
    );
    release();
    await answered;
    await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(resolve)));
    await hit(page, "About the lantern").waitFor();
    equal(await hit(page, "About the doorbell").count(), 0);
  },

  async f14_nothing_found_tells_what_was_understood({ desk, operator, shot }) {
    const { id } = await customer(desk, "The mirror is blind");
    await label(desk, id, "payout");
    await indexed(desk, "mirror");
    const { page } = await operator({ path: "/search?q=mirror+label%3Apayuot" });
    await page.getByRole("alert").filter({ hasText: "there is no label" }).waitFor();
    await shot(page, "search_meant");
    await page.getByRole("button", { name: "Label: payout" }).click();
    await hit(page, "The mirror is blind").waitFor();
    await field(page).fill("mirror zzyzx");
    await page.getByText("Nothing was found.").waitFor();
    await page.getByRole("region", { name: "Looked for" }).getByText("mirror zzyzx").waitFor();
    await shot(page, "search_nothing");
  },

  async f15_contacts_are_found_from_anywhere({ desk, operator }) {
    await desk.act("contactCreate", { name: "Oksana Bondarenko", email: "oksana@example.org" });
    await indexed(desk, "Bondarenko");
    const { page } = await operator({ path: "/profile" });
    await page.locator("h1").first().waitFor();
    await page.keyboard.press("/");
    await field(page).fill("bondarnko");
    await hit(page, "Oksana Bondarenko").waitFor();
    await shows(() => kind(page, "Contacts").getAttribute("aria-pressed"), "true");
    await page.keyboard.press("Enter");
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { name: "Oksana Bondarenko" }).waitFor();
    await page.goBack();
    await hit(page, "Oksana Bondarenko").waitFor();
  },

  async f56_notes_are_found_and_marked_as_such({ desk, operator, shot }) {
    const { id: chatId, number } = await customer(desk, "Ask about me");
    await desk.act("noteCreate", { chatId, body: "The gramophone is theirs" });
    await indexed(desk, "gramophone");
    const { page } = await operator({ path: "/search?q=gramophone" });
    await hit(page, "The gramophone is theirs").waitFor();
    await shot(page, "search_notes");
    await hit(page, "The gramophone is theirs").click();
    await page.waitForURL(new RegExp(`/inbox/${number}`));
    await page.getByRole("article").filter({ hasText: "The gramophone is theirs" }).waitFor();
  },

  async f101_the_search_is_for_everybody({ desk, operator, shot, accessible }) {
    await customer(desk, "A violin for everybody");
    await indexed(desk, "violin");
    for (const [as, options] of LOOKS) {
      const { page } = await operator({ path: "/search?q=violin+from%3Acustomer", ...options });
      await hit(page, "A violin").waitFor();
      await accessible(page);
      await shot(page, `search_${as}`);
    }
    const { page } = await operator({ path: "/search" });
    await page.getByRole("button", { name: /^label:/ }).waitFor();
    await accessible(page);
    await shot(page, "search_empty");
    await desk.operator(
      `mutation { preferencesUpdate(input: { language: "ar" }) { userErrors { message } } }`,
    );
    await page.goto(page.url().replace(/\?.*|$/, "?q=violin"));
    await page.locator("html[dir=rtl]").waitFor();
    await page.getByRole("option").filter({ hasText: "A violin" }).waitFor();
    await accessible(page);
    await shot(page, "search_ar");
    await desk.operator(
      `mutation { preferencesUpdate(input: { language: null }) { userErrors { message } } }`,
    );
  },
};
