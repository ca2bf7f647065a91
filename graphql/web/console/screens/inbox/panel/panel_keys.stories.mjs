/** What stands about the customer beside the chat, by keyboard alone. */
import { equal } from "node:assert/strict";
import { bubble, customer, field, tabTo } from "../../../../stories/customer.mjs";
import { enter, hasKeys, inToast, keysAreIn } from "../../../../stories/keyboard.mjs";
import { choose } from "../../../../stories/people.mjs";
import { shows } from "../../../../stories/shows.mjs";

const panel = (page) => page.getByRole("complementary", { name: /^About/ });
const text = (page, name) => panel(page).getByRole("textbox", { name, exact: true });

async function contactOf(desk, id, wanted) {
  for (let tries = 0; tries < 100; tries += 1) {
    const { contact } = await desk.operator(
      `{ contact(id: "${id}") { name email phone role notes(first: 9) { nodes { body } } } }`,
    );
    if (wanted(contact)) {
      return contact;
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`the contact never became what was wanted: ${wanted}`);
}

/** What the two databases sort, page and find has to look alike. */
export const ON_POSTGRES = true;

export const STORIES = {
  async f53_f54_f55_the_panel_is_filled_in_by_keyboard_alone({ desk, operator }) {
    await desk.act("contactRoleCreate", { key: "partner", name: "Partner" });
    const { labelCreate } = await desk.operator(
      `mutation { labelCreate(input: { name: "taken off", color: RED }) { label { id } } }`,
    );
    const { id, number, contact } = await customer(desk, "Fill me in");
    await desk.act("chatLabel", { chatId: id, labelId: labelCreate.label.id });
    const { page } = await operator({ path: `/inbox/${number}` });
    const phone = text(page, "Phone");
    await tabTo(page, phone);
    await page.keyboard.type("+380441112244");
    await page.keyboard.press("Enter");
    await contactOf(desk, contact.id, (one) => one.phone === "+380441112244");
    await hasKeys(phone);
    // Escape takes back what is typed, and keeps the keys in the field.
    await page.keyboard.type("99");
    await page.keyboard.press("Escape");
    await hasKeys(phone);
    await page.waitForFunction(() => document.activeElement.value === "+380441112244");

    // Leaving it keeps it, too.
    const language = text(page, "Language");
    await tabTo(page, language);
    await page.keyboard.type("uk");
    await page.keyboard.press("Tab");
    await hasKeys(text(page, "Time zone"));

    const role = panel(page).getByRole("button", { name: /Role$/ });
    await choose(page, role, "Partner");
    await contactOf(desk, contact.id, (one) => one.role === "partner");
    await hasKeys(role);

    await enter(page, panel(page).getByRole("button", { name: "Remove the label taken off" }));
    await panel(page).getByText("taken off").waitFor({ state: "detached" });
    await keysAreIn(panel(page));

    const note = text(page, "A note about the customer");
    await tabTo(page, note);
    await page.keyboard.type("Likes tea, by keys");
    await page.keyboard.press("Tab");
    await hasKeys(panel(page).getByRole("button", { name: "Add note" }));
    await page.keyboard.press("Enter");
    await panel(page).getByRole("listitem").filter({ hasText: "Likes tea, by keys" }).waitFor();
    await panel(page).getByRole("button", { name: "Add note" }).waitFor({ state: "detached" });
    await keysAreIn(panel(page));
    const { notes } = await contactOf(desk, contact.id, (one) => one.notes.nodes.length === 1);
    equal(notes.nodes[0].body, "Likes tea, by keys");
  },

  async f65_f66_contacts_are_united_and_taken_apart_by_keyboard_alone({ desk, operator }) {
    const phone = "+380445556688";
    const one = await customer(desk, "I am Bea", { name: "Bea" });
    const other = await customer(desk, "I am Bea as well", { name: "Bea Moss" });
    for (const [{ contact }, email] of [
      [one, "bea@old.example"],
      [other, "bea@new.example"],
    ]) {
      await desk.act("contactUpdate", { contactId: contact.id, phone, email });
    }
    const { page } = await operator({ path: `/inbox/${one.number}` });
    const compare = panel(page).getByRole("button", { name: "Compare" });
    const dialog = page.getByRole("dialog", { name: "The same person?" });
    await enter(page, compare);
    await dialog.waitFor();
    await keysAreIn(dialog);
    await page.keyboard.press("Escape");
    await dialog.waitFor({ state: "detached" });
    await hasKeys(compare);

    await page.keyboard.press("Enter");
    await dialog.waitFor();
    await tabTo(page, dialog.getByRole("radio", { name: "bea@old.example" }));
    await page.keyboard.press("ArrowRight");
    await shows(() => dialog.getByRole("radio", { name: "bea@new.example" }).isChecked(), true);
    await enter(page, dialog.getByRole("button", { name: "Unite", exact: true }));
    await dialog.waitFor({ state: "detached" });
    await contactOf(desk, one.contact.id, ({ email }) => email === "bea@new.example");
    await compare.waitFor({ state: "detached" });
    await keysAreIn(page.getByRole("main"));

    await inToast(page, "Undo");
    await contactOf(desk, one.contact.id, ({ email }) => email === "bea@old.example");
    await compare.waitFor();
    await keysAreIn(page.getByRole("main"));

    await enter(page, compare);
    await enter(page, dialog.getByRole("button", { name: "Not the same" }));
    await dialog.waitFor({ state: "detached" });
    await compare.waitFor({ state: "detached" });
    await keysAreIn(page.getByRole("main"));
  },

  async f20_f50_an_earlier_chat_and_a_reference_by_keyboard_alone({ desk, operator }) {
    const { referenceKindCreate } = await desk.act(
      "referenceKindCreate",
      { key: "order", name: "Order", urlTemplate: "https://pay.example/order/{id}" },
      "referenceKind { id } userErrors { message }",
    );
    const settings = "is_new_chat_offered = true";
    const first = await customer(desk, "The chat before, by keys", { channel: "again", settings });
    await first.write("The chat now, by keys", { isNewChat: true });
    const now = await desk.newest();
    await desk.act("chatSetReference", {
      chatId: now.id,
      referenceKindId: referenceKindCreate.referenceKind.id,
      externalId: "OR-7",
    });
    const { page } = await operator({ path: `/inbox/${now.number}` });
    const link = panel(page).getByRole("link", { name: /OR-7/ });
    await tabTo(page, link);
    await shows(() => link.getAttribute("href"), "https://pay.example/order/OR-7");
    await enter(page, panel(page).getByRole("button", { name: /The chat before, by keys/ }));
    await page.waitForURL(`**/inbox/${first.number}`);
    await field(page).waitFor();
    await bubble(page, "The chat before, by keys").waitFor();
    await keysAreIn(page.getByRole("main"));
    // The panel is hidden and shown by its key, wherever the keys are but in a field.
    await page.keyboard.press("]");
    await panel(page).waitFor({ state: "detached" });
    await keysAreIn(page.getByRole("main"));
    await page.keyboard.press("]");
    await panel(page).waitFor();
  },
};
