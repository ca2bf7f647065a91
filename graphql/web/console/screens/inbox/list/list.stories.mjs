/** The list of chats: its orders, its pages, and what its rows tell. */
import { equal, ok } from "node:assert/strict";
import { bubble, customer, field, openRow, row } from "../../../../stories/customer.mjs";
import { shows } from "../../../../stories/shows.mjs";

/** Behind a proxy: from one address so many customers would be too many. */
export const DESK = { settings: { SWITCHBOARD_SERVER_TRUSTED_PROXIES: "1" } };

const NAMED = "/inbox?order=name";
/** The names as they stand. */
const names = (page) =>
  page
    .getByRole("option")
    .evaluateAll((rows) => rows.map((one) => one.querySelector("bdi").textContent));

async function ordered(page, wanted) {
  await page.waitForFunction((all) => {
    const shown = [...document.querySelectorAll("[role=option] bdi:first-of-type")]
      .map((one) => one.textContent)
      .filter((name) => all.includes(name));
    return [...new Set(shown)].join() === all.join();
  }, wanted);
}

/** What the two databases sort, page and find has to look alike. */
export const ON_POSTGRES = true;

export const STORIES = {
  async f13_by_name_both_ways({ desk, operator }) {
    for (const name of ["Ödön", "Zora", "Anna", "Oksana"]) {
      await customer(desk, `I am ${name}`, { name });
    }
    const { page } = await operator({ path: NAMED });
    await row(page, "I am Zora").waitFor();
    await shows(async () => (await names(page)).join(), "Anna,Ödön,Oksana,Zora");
    await page.getByRole("button", { name: "Order", exact: true }).click();
    await page.getByRole("menuitem", { name: "By name, Z to A" }).click();
    await ordered(page, ["Zora", "Oksana", "Ödön", "Anna"]);
    ok(page.url().includes("order=-name"), page.url());
  },

  async f6_waiting_longest_with_the_urgent_on_top({ desk, operator }) {
    const first = await customer(desk, "Waiting, the first", { name: "First" });
    const second = await customer(desk, "Waiting, the second", { name: "Second" });
    const { page } = await operator({ path: "/inbox?order=waiting" });
    await row(page, "Waiting, the first").waitFor();
    await ordered(page, ["First", "Second"]);
    await desk.act("chatUpdate", { chatId: second.id, priority: "URGENT" });
    await ordered(page, ["Second", "First"]);
    await row(page, "Waiting, the second").getByText("Urgent").waitFor({ state: "attached" });
    await desk.act("chatUpdate", { chatId: second.id, priority: "NORMAL" });
    await ordered(page, ["First", "Second"]);
    ok(first.id);
  },

  async f15_a_customer_is_found_from_anywhere({ desk, operator }) {
    await customer(desk, "Find me", { name: "Marguerite Duval" });
    await customer(desk, "Somebody else", { name: "Nobody" });
    const { page } = await operator({ path: "/inbox" });
    await row(page, "Find me").waitFor();
    await page.keyboard.press("ControlOrMeta+k");
    await page.keyboard.type("Margueri");
    const found = page.getByRole("menuitem", { name: /Marguerite Duval/ });
    await found.waitFor();
    // What is marked when the customer is found depends on how fast one types.
    const isMarked = () => found.evaluate((one) => one.hasAttribute("data-focused"));
    for (let step = 0; step < 10 && !(await isMarked()); step += 1) {
      await page.keyboard.press("ArrowDown");
    }
    await page.keyboard.press("Enter");
    await bubble(page, "Find me").waitFor();
  },

  async f16_no_row_twice_and_none_left_out({ desk, operator }) {
    const COUNT = 110;
    for (let place = 0; place < COUNT; place += 1) {
      await customer(desk, `Paged ${place}.`);
    }
    const { page } = await operator({ path: "/inbox?order=created" });
    await row(page, `Paged ${COUNT - 1}.`).waitFor();
    const list = page.getByRole("listbox", { name: "Chats" });
    const seen = new Map();
    for (let step = 0; step < 60 && !seen.has("Paged 0."); step += 1) {
      const shown = await list
        .getByRole("option")
        .evaluateAll((rows) =>
          rows.map((one) => [
            one.getAttribute("aria-posinset"),
            /Paged \d+\./.exec(one.textContent)?.[0],
          ]),
        );
      const texts = shown.flatMap(([, text]) => text ?? []);
      const twice = texts.filter((text, place) => texts.indexOf(text) !== place);
      equal(twice.join(), "", `stand there twice, of ${JSON.stringify(shown)}`);
      for (const text of texts) {
        seen.set(text, true);
      }
      if (step % 4 === 0) {
        await customer(desk, `Meanwhile ${step}`);
      }
      await list.evaluate((one) => one.scrollBy(0, 400));
      await page.waitForTimeout(60);
    }
    equal(seen.size, COUNT);
  },

  async f17_the_list_is_read_again_by_hand({ desk, operator }) {
    await customer(desk, "Read me again");
    const { page } = await operator({ path: "/inbox" });
    await row(page, "Read me again").waitFor();
    // What is asked while the same is on its way, is not asked twice.
    const read = () =>
      page.waitForResponse((one) => one.request().postData()?.includes("ChatPage") ?? false);
    const byMenu = read();
    await page.getByRole("button", { name: "Order", exact: true }).click();
    await page.getByRole("menuitem", { name: /Read the list again/ }).click();
    await byMenu;
    await page.getByRole("menu").waitFor({ state: "detached" });
    const byKey = read();
    await page.keyboard.press("Shift+R");
    await byKey;
    await row(page, "Read me again").waitFor();
  },

  async f42_a_row_says_who_waits_for_whom({ desk, operator }) {
    const one = await customer(desk, "Whose turn is it?");
    const { page } = await operator({ path: `/inbox/${one.number}` });
    await openRow(page).getByText(/waits/).waitFor();
    await field(page).fill("Yours");
    await field(page).press("Enter");
    await openRow(page).getByText("Awaits the customer").waitFor();
    const { chat } = await desk.operator(`{ chat(number: ${one.number}) { waitingOn status } }`);
    equal(`${chat.waitingOn} ${chat.status}`, "CUSTOMER AWAITING_RESPONSE");
    await one.write("No, yours");
    await openRow(page).getByText(/waits/).waitFor();
  },

  async f54_the_customer_s_role_narrows_the_list({ desk, operator }) {
    await desk.act("contactRoleCreate", { key: "merchant", name: "Merchant" });
    const { contact } = await customer(desk, "I sell things", { name: "Seller" });
    await desk.act("contactUpdate", { contactId: contact.id, role: "merchant" });
    await customer(desk, "I only look");
    const { page } = await operator({ path: "/inbox?role=merchant" });
    await row(page, "I sell things").waitFor();
    await page.getByText("Customer's role: Merchant").waitFor();
    equal(await row(page, "I only look").count(), 0);
    await row(page, "I sell things").click();
    await page.getByRole("button", { name: "Merchant Role" }).waitFor();
  },
};
