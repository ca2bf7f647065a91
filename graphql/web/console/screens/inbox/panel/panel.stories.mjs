/** About the customer, beside the chat. */
import { bubble, customer, field } from "../../../../stories/customer.mjs";

const OFFERED = { channel: "twice", settings: "is_new_chat_offered = true" };

export const STORIES = {
  async f20_earlier_chats_open_and_stand_before_the_thread({ desk, operator, shot }) {
    const first = await customer(desk, "The chat of last year", OFFERED);
    await first.write("The chat of today", { isNewChat: true });
    const now = await desk.newest();
    const { page } = await operator({ path: `/inbox/${now.number}` });
    await bubble(page, "The chat of today").waitFor();
    await page.getByRole("button", { name: `An earlier chat, #${first.number}` }).waitFor();
    await bubble(page, "The chat of last year").waitFor();
    await shot(page, "inbox_earlier");
    const panel = page.getByRole("complementary", { name: /^About/ });
    await panel.getByRole("button", { name: /The chat of last year/ }).click();
    await page.waitForURL(`**/inbox/${first.number}`);
    await field(page).waitFor();
    await bubble(page, "The chat of last year").waitFor();
  },
};
