/** The inbox on a phone: one pane after the other, all of it by a thumb. */
import { equal, ok } from "node:assert/strict";
import { bubble, customer, field, row } from "../../../stories/customer.mjs";

const PHONE = { viewport: { width: 390, height: 780 }, hasTouch: true, isMobile: true };
/** What a thumb hits. */
const HIT_PX = 44;

/** Every button that is seen here is large enough for a thumb, and nothing reaches over the page's edge. */
async function touchable(page, place) {
  const small = await page
    .locator("button:visible, a[href]:visible, [role=option]:visible, [role=tab]:visible")
    .evaluateAll(
      (all, least) =>
        all
          // What is for readers alone is touched by nobody.
          .filter((one) => one.style.width !== "1px")
          .map((one) => ({ one, box: one.getBoundingClientRect() }))
          .filter(({ box }) => box.width > 1 && box.height > 1)
          .filter(({ box }) => Math.min(box.height, box.width) < least)
          .map(({ one, box }) => `${one.outerHTML.slice(0, 120)} ${box.width}x${box.height}`),
      HIT_PX,
    );
  equal(small.join("\n"), "", `${place} has what a thumb misses`);
  const width = await page.evaluate(() => document.documentElement.scrollWidth);
  ok(width <= PHONE.viewport.width, `${place} is ${width} px wide`);
}

export const STORIES = {
  async f104_list_chat_and_panel_follow_one_another_on_a_phone({
    desk,
    operator,
    accessible,
    shot,
  }) {
    const { number } = await customer(desk, "From one phone to another", { name: "Ana Kovac" });
    const { page } = await operator({ path: "/inbox", ...PHONE });
    await row(page, "From one phone to another").waitFor();
    await touchable(page, "the list");
    await shot(page, "inbox_phone_list");
    await row(page, "From one phone to another").tap();
    await page.waitForURL(new RegExp(`/inbox/${number}`));
    await bubble(page, "From one phone to another").waitFor();
    // It is alone on the page.
    equal(await page.getByRole("option").count(), 0);
    await touchable(page, "the chat");
    await field(page).tap();
    await field(page).fill("Written by a thumb");
    await page.getByRole("button", { name: "Send", exact: true }).tap();
    await bubble(page, "Written by a thumb").waitFor();
    await shot(page, "inbox_phone_chat");
    await page.getByRole("button", { name: "Show the panel" }).tap();
    const panel = page.getByRole("dialog", { name: "About the chat" });
    await panel.getByRole("complementary", { name: "About Ana Kovac" }).waitFor();
    await accessible(page);
    await touchable(page, "the panel");
    await shot(page, "inbox_phone_panel");
    await panel.getByRole("button", { name: "Close" }).tap();
    await panel.waitFor({ state: "detached" });
    await page.getByRole("button", { name: "Back", exact: true }).tap();
    await row(page, "Written by a thumb").waitFor();
    // The phone's own way back leads to the chat again, and forth to the list.
    await page.goBack();
    await bubble(page, "Written by a thumb").waitFor();
  },
};
