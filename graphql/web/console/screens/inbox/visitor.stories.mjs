/** Who writes from a site: the page that they are on, with what and from where they look at it, and what time it is there. */
import { equal, ok } from "node:assert/strict";
import { setTimeout as pause } from "node:timers/promises";
import { bubble, customer, field, row } from "../../../stories/customer.mjs";
import { geoip } from "../../../stories/geoip.mjs";
import { shows } from "../../../stories/shows.mjs";

const FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0";
const KYIV = "Europe/Kyiv";

/** Behind a proxy, which tells where they come from. */
export const DESK = {
  settings: { SWITCHBOARD_SERVER_TRUSTED_PROXIES: "1" },
  places: geoip(10, { city: "Kyiv", country: "UA" }),
};

const panel = (page) => page.getByRole("complementary", { name: /^About/ });
/** What it shows comes to be so. */
async function becomes(locator, isSo) {
  for (let tries = 0; tries < 100 && !isSo(await locator.textContent()); tries += 1) {
    await pause(100);
  }
  ok(isSo(await locator.textContent()), await locator.textContent());
}
const look = (one, title) =>
  one.look({ url: `https://pay.example/${title}`, title, timeZone: KYIV, locale: "uk" });

export const STORIES = {
  async f57_f59_f60_f61_the_page_that_they_are_on_follows({ desk, operator, shot, accessible }) {
    const one = await customer(desk, "Where do I pay?", { name: "Ana", agent: FIREFOX });
    await look(one, "Prices");
    const { page } = await operator({
      path: `/inbox/${one.number}`,
      viewport: { width: 1500, height: 800 },
      timezoneId: "America/New_York",
    });
    await panel(page).getByText("Prices").waitFor();
    await look(one, "Payouts");
    await panel(page).getByText("Payouts").waitFor();
    await panel(page)
      .getByText(/Firefox.*Linux/)
      .waitFor();
    await panel(page).getByText("Kyiv (approximate)").waitFor();
    const clock = new Intl.DateTimeFormat("en", { timeStyle: "short", timeZone: KYIV });
    const there = `${clock.format(Date.now())} there`;
    const soon = `${clock.format(Date.now() + 60_000)} there`;
    await panel(page).getByText(there).or(panel(page).getByText(soon)).waitFor();
    await accessible(page);
    await shot(page, "inbox_visitor");
  },

  async f61_the_times_of_a_chat_by_the_customer_s_clock({ desk, operator }) {
    const one = await customer(desk, "What time is it?");
    await desk.act("contactUpdate", { contactId: one.contact.id, timeZone: "Asia/Tokyo" });
    const { page } = await operator({
      path: `/inbox/${one.number}`,
      timezoneId: "America/New_York",
    });
    await field(page).waitFor();
    const time = bubble(page, "What time is it?").locator("time").first();
    const own = await time.textContent();
    await page.keyboard.press(".");
    await becomes(time, (shown) => shown !== own);
    const at = new Date(await time.getAttribute("datetime"));
    const hour = new Intl.DateTimeFormat("en-US", {
      hour: "numeric",
      minute: "2-digit",
      timeZone: "Asia/Tokyo",
    });
    equal(
      (await time.textContent()).replaceAll(/\s/g, " "),
      hour.format(at).replaceAll(/\s/g, " "),
    );
    await page.keyboard.press(".");
    await becomes(time, (shown) => shown === own);
  },

  async f58_f59_the_pages_that_they_looked_at_with_times({ desk, operator, shot }) {
    const one = await customer(desk, "I looked at everything", { name: "Bela", agent: FIREFOX });
    for (const title of ["Prices", "Docs", "Support"]) {
      await look(one, title);
    }
    const { page } = await operator({ path: `/contacts/${one.contact.id}?tab=pages` });
    const pages = page.getByRole("tabpanel").getByRole("listitem");
    await pages.filter({ hasText: "Support" }).waitFor();
    for (const title of ["Prices", "Docs", "Support"]) {
      await pages
        .filter({ hasText: `https://pay.example/${title}` })
        .locator("time")
        .waitFor();
    }
    await page.getByRole("tabpanel").getByText("Kyiv, UA").waitFor();
    await page.getByText("approximate").waitFor();
    await shot(page, "contact_pages");
  },

  async f62_who_only_looks_is_no_chat({ desk, operator }) {
    await customer(desk, "I write");
    const { page } = await operator({ path: "/inbox" });
    await row(page, "I write").waitFor();
    const count = await page.getByRole("option").count();
    await look(await customer(desk, []), "Prices");
    const isTold = async () => {
      const { visits } = await desk.operator("{ visits(first: 9) { nodes { chatId } } }");
      return visits.nodes.some(({ chatId }) => chatId === null);
    };
    await shows(isTold, true, "the visit is not told");
    await customer(desk, "I write as well");
    await row(page, "I write as well").waitFor();
    await shows(() => page.getByRole("option").count(), count + 1);
  },
};
