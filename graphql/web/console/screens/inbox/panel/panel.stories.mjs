/** About the customer, beside the chat. */
import { equal } from "node:assert/strict";
import { bubble, customer, field } from "../../../../stories/customer.mjs";
import { shows } from "../../../../stories/shows.mjs";

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

  async f50_what_the_chat_is_about({ desk, operator }) {
    const { referenceKindCreate } = await desk.act(
      "referenceKindCreate",
      { key: "tx", name: "Transaction", urlTemplate: "https://pay.example/tx/{id}" },
      "referenceKind { id } userErrors { message }",
    );
    const { id, number } = await customer(desk, "Where is my money?");
    const { page } = await operator({ path: `/inbox/${number}` });
    await field(page).waitFor();
    await desk.act("chatSetReference", {
      chatId: id,
      referenceKindId: referenceKindCreate.referenceKind.id,
      externalId: "TX-88120",
    });
    const link = page.getByRole("link", { name: /TX-88120/ });
    await link.waitFor();
    await shows(() => link.getAttribute("href"), "https://pay.example/tx/TX-88120");
    await page.getByText("Olha Kovalenko added a reference").waitFor();
  },

  async f55_a_note_about_the_customer({ desk, operator }) {
    const { number } = await customer(desk, "Remember me");
    const { page } = await operator({ path: `/inbox/${number}` });
    await page.getByRole("textbox", { name: "A note about the customer" }).fill("Likes tea");
    await page.getByRole("button", { name: "Add note" }).last().click();
    const written = page.getByRole("textbox", { name: "A note about the customer" });
    await page.getByRole("button", { name: "Add note" }).waitFor({ state: "detached" });
    equal(await written.inputValue(), "");
    await page.getByRole("complementary").getByText("Likes tea").waitFor();
    await page.reload();
    await page.getByRole("complementary").getByText("Likes tea").waitFor();
    const { chat } = await desk.operator(
      `{ chat(number: ${number}) { messages(last: 9) { nodes { body } } } }`,
    );
    equal(chat.messages.nodes.length, 1);
  },

  async f65_f66_two_contacts_are_united_field_by_field({ desk, operator, shot, accessible }) {
    const phone = "+380445556677";
    const one = await customer(desk, "I am Ana", { name: "Ana" });
    const other = await customer(desk, "I am Ana as well", { name: "Ana Kovac" });
    for (const [{ contact }, email] of [
      [one, "ana@old.example"],
      [other, "ana@new.example"],
    ]) {
      await desk.act("contactUpdate", { contactId: contact.id, phone, email });
    }
    const { page } = await operator({ path: `/inbox/${one.number}` });
    await page.getByRole("button", { name: "Compare" }).click();
    await page.getByRole("radio", { name: "ana@new.example" }).check();
    await accessible(page);
    await shot(page, "inbox_unite");
    const emailOf = async () => {
      const { contact } = await desk.operator(
        `{ contact(id: "${one.contact.id}") { email name } }`,
      );
      return `${contact.name} ${contact.email}`;
    };
    await page.getByRole("button", { name: "Unite", exact: true }).click();
    await page.getByText("Ana Kovac is a part of Ana now.").waitFor();
    await shows(emailOf, "Ana ana@new.example");
    await page.getByRole("button", { name: "Undo" }).click();
    await page.getByRole("button", { name: "Compare" }).waitFor();
    await shows(emailOf, "Ana ana@old.example");
  },
};
