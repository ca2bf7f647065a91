/** The admins' list of close reasons: nothing that was used goes. */
import { equal } from "node:assert/strict";

const row = (page, name) => page.getByRole("option").filter({ hasText: name });

export const STORIES = {
  async f40_a_close_reason_is_made_and_switched_off_by_keyboard_alone({ operator, shot }) {
    const { page, ask } = await operator({ path: "/settings/close-reasons" });
    await page.getByRole("heading", { name: "Close reasons" }).waitFor();
    await page.keyboard.press("n");
    await page.waitForFunction(() => document.activeElement?.tagName === "INPUT");
    await page.keyboard.type("Sent to the bank");
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { name: "Sent to the bank" }).waitFor();
    await page.getByText("No chat").waitFor();
    await page.getByRole("switch", { name: "Offered when a chat is closed" }).focus();
    await page.keyboard.press("Space");
    await page.keyboard.press("Control+s");
    await row(page, "Sent to the bank").getByText("switched off").waitFor();
    await shot(page, "close_reasons");
    const { closeReasons } = await ask("{ closeReasons { name isActive } }");
    equal(closeReasons.find(({ name }) => name === "Sent to the bank").isActive, false);
  },

  async f40_close_reasons_follow_what_colleagues_change({ desk, operator, accessible, shot }) {
    const { page } = await operator({ path: "/settings/close-reasons", colorScheme: "dark" });
    await page.getByRole("heading", { name: "Close reasons" }).waitFor();
    await desk.act("closeReasonCreate", { name: "Spam" });
    await row(page, "Spam").click();
    await page.getByRole("heading", { name: "Spam" }).waitFor();
    await accessible(page);
    await shot(page, "close_reasons_dark");
  },
};
