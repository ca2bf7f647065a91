/** Several operators at one chat. */
import { equal, ok } from "node:assert/strict";
import {
  bubble,
  colleague,
  customer,
  field,
  noteField,
  openRow,
  pick,
  tabTo,
} from "../../../stories/customer.mjs";
import { shows } from "../../../stories/shows.mjs";

const MARTA = "marta@example.org";
let known;
/** Marta, who is made once. */
async function marta(desk) {
  known ??= await colleague(desk, "Marta Shevchenko", MARTA);
  return known;
}

const ONLINE = `mutation { operatorSetStatus(input: { status: ONLINE, isAutoOffline: false }) { userErrors { message } } }`;

export const STORIES = {
  async f36_each_signs_by_name_and_the_list_shows_who_is_in({ desk, operator }) {
    await marta(desk);
    const { number } = await customer(desk, "Both of you, please");
    const path = `/inbox/${number}`;
    const [olha, other] = [await operator({ path }), await operator({ path, email: MARTA })];
    for (const [{ page }, text] of [
      [olha, "This is Olha"],
      [other, "And this is Marta"],
    ]) {
      await field(page).fill(text);
      await field(page).press("Enter");
      await bubble(page, text).getByText("sent", { exact: true }).waitFor({ state: "attached" });
      // Who has not seen it yet would be told that something newer is there.
      await bubble(other.page, "This is Olha").getByText("Olha Kovalenko").waitFor();
    }
    await bubble(olha.page, "And this is Marta").getByText("Marta Shevchenko").waitFor();
    await openRow(olha.page)
      .getByText(/In it: .*Olha Kovalenko/)
      .filter({ hasText: "Marta Shevchenko" })
      .waitFor({ state: "attached" });
  },

  async f38_f84_an_offer_is_taken_and_both_are_told({ desk, operator, shot }) {
    await marta(desk);
    const { number } = await customer(desk, "Pass me on");
    const path = `/inbox/${number}`;
    const [olha, other] = [await operator({ path }), await operator({ path, email: MARTA })];
    await other.ask(ONLINE);
    await field(olha.page).waitFor();
    await olha.page.keyboard.press("f");
    const dialog = olha.page.getByRole("dialog");
    await dialog.getByRole("combobox").fill("Marta");
    await olha.page.getByRole("option", { name: /Marta/ }).last().click();
    await dialog.getByRole("textbox", { name: /What they should know/ }).fill("She speaks Polish");
    await dialog.getByRole("button", { name: "Forward" }).click();
    await openRow(olha.page).getByText("Offered").waitFor();
    await other.page.getByText(/Olha Kovalenko offers it to you/).waitFor();
    await shot(other.page, "inbox_offered");
    await other.page.getByRole("button", { name: "Take it", exact: true }).click();
    await olha.page.getByText("Marta Shevchenko took it").waitFor();
    await bubble(olha.page, "She speaks Polish").waitFor();
    const { chat } = await desk.operator(
      `{ chat(number: ${number}) { operator { name } messages(last: 9) { nodes { body } } } }`,
    );
    equal(chat.operator.name, "Marta Shevchenko");
    equal(chat.messages.nodes.length, 1);
  },

  async f38_an_offer_is_declined_and_another_taken_back({ desk, operator }) {
    const { id: martaId } = await marta(desk);
    const { id, number } = await customer(desk, "Nobody wants me");
    const path = `/inbox/${number}`;
    const [olha, other] = [await operator({ path }), await operator({ path, email: MARTA })];
    await other.ask(ONLINE);
    const offer = () =>
      desk.act("chatForward", { chatId: id, operatorId: martaId, comment: "Please" });
    await field(olha.page).waitFor();
    await offer();
    await other.page.getByRole("button", { name: "Decline …" }).click();
    await other.page.getByRole("textbox", { name: "Why" }).fill("I am at lunch");
    await other.page.getByRole("button", { name: "Decline", exact: true }).click();
    await olha.page.getByText("Marta Shevchenko declined it").waitFor();
    await bubble(olha.page, "I am at lunch").getByText("only your team").waitFor();
    await offer();
    await other.page.getByText(/Olha Kovalenko offers it to you/).waitFor();
    await olha.page.getByRole("button", { name: "Take it back" }).click();
    await other.page.getByText(/Olha Kovalenko offers it to you/).waitFor({ state: "detached" });
    await olha.page.getByText("Olha Kovalenko took the offer back").waitFor();
    const { chat } = await desk.operator(
      `{ chat(number: ${number}) { status messages(last: 9) { nodes { body } } } }`,
    );
    ok(chat.status !== "TRANSFERRED", chat.status);
    equal(chat.messages.nodes.length, 1);
  },

  async f101_forward_take_and_assign_by_keys({ desk, operator }) {
    await marta(desk);
    const { number } = await customer(desk, "By keys to a colleague");
    const path = `/inbox/${number}`;
    const [olha, other] = [await operator({ path }), await operator({ path, email: MARTA })];
    await other.ask(ONLINE);
    await field(olha.page).waitFor();
    await olha.page.keyboard.press("f");
    const dialog = olha.page.getByRole("dialog");
    await tabTo(olha.page, dialog.getByRole("combobox"));
    await olha.page.keyboard.type("Marta");
    await olha.page.getByRole("option", { name: /Marta/ }).last().waitFor();
    await olha.page.keyboard.press("ArrowDown");
    await olha.page.keyboard.press("Enter");
    await tabTo(olha.page, dialog.getByRole("textbox", { name: /What they should know/ }));
    await olha.page.keyboard.type("By keys alone");
    await tabTo(olha.page, dialog.getByRole("button", { name: "Forward" }));
    await olha.page.keyboard.press("Enter");
    await dialog.waitFor({ state: "detached" });
    await tabTo(other.page, other.page.getByRole("button", { name: "Take it", exact: true }));
    await other.page.keyboard.press("Enter");
    await olha.page.getByText("Marta Shevchenko took it").waitFor();
    await olha.page.keyboard.press("a");
    await pick(olha.page, "Olha");
    const { id: olhaId } = await olha
      .ask("{ viewer { operator { id } } }")
      .then(({ viewer }) => viewer.operator);
    await openRow(olha.page).waitFor();
    const ownerOf = async () =>
      (await desk.operator(`{ chat(number: ${number}) { operator { id } } }`)).chat.operator.id;
    await shows(ownerOf, olhaId);
  },

  async f106_who_else_has_it_open_and_writes({ desk, operator }) {
    await marta(desk);
    const { number } = await customer(desk, "Who looks at me?");
    const path = `/inbox/${number}`;
    const olha = await operator({ path });
    await field(olha.page).waitFor();
    const other = await operator({ path, email: MARTA });
    await field(other.page).waitFor();
    await olha.page.getByTitle("Marta Shevchenko has it open").waitFor();
    await field(other.page).pressSequentially("I am on it");
    await olha.page.getByTitle("Marta Shevchenko writes").waitFor();
    await field(other.page).fill("");
  },

  async f106_a_colleague_is_named_in_a_note({ desk, operator }) {
    const { id } = await marta(desk);
    const { number } = await customer(desk, "Ask a colleague about me");
    const { page } = await operator({ path: `/inbox/${number}` });
    await field(page).waitFor();
    await page.keyboard.press("n");
    await noteField(page).pressSequentially("Ask @");
    await pick(page, "Marta");
    await noteField(page).pressSequentially("about it");
    await page.keyboard.press("Enter");
    await bubble(page, "@Marta Shevchenko about it").waitFor();
    const { chat } = await desk.operator(
      `{ chat(number: ${number}) { notes(last: 1) { nodes { mentions { id } } } } }`,
    );
    equal(chat.notes.nodes[0].mentions[0].id, id);
  },
};
