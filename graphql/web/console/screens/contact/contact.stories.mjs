/** The contacts by what people see of them. */
import { deepEqual, ok } from "node:assert/strict";
import { readFileSync } from "node:fs";
import { customer } from "../../../stories/customer.mjs";
import { LOOKS, PHONE } from "../../../stories/looks.mjs";
import { shows } from "../../../stories/shows.mjs";

const list = (page) => page.getByRole("listbox", { name: "Contacts" });
const row = (page, text) => list(page).getByRole("option").filter({ hasText: text });
/** The page's own is the first on a phone, where the list is not there. */
const heading = (page, name) => page.getByRole("heading", { name });

const create = async (desk, input) => {
  const { contactCreate } = await desk.act("contactCreate", input, "contact { id }");
  return contactCreate.contact.id;
};

/** Somebody who wrote, under a name of their own. */
async function named(desk, name, text) {
  const chat = await customer(desk, text);
  await desk.act("contactUpdate", { contactId: chat.contact.id, name });
  return chat;
}

/** What the two databases sort, page and find has to look alike. */
export const ON_POSTGRES = true;

export const STORIES = {
  async f103_a_contact_without_an_open_chat_is_a_row_and_begins_one({ desk, operator, shot }) {
    const { id: chatId } = await named(desk, "Ana Kovac", "Thank you");
    const { closeReasons } = await desk.operator("{ closeReasons { id } }");
    await desk.act("chatClose", { chatId, closeReasonId: closeReasons[0].id });
    const { page } = await operator({ path: "/contacts" });
    await row(page, "Ana Kovac").getByText("No active chat").waitFor();
    // By the keyboard alone.
    await page.getByRole("searchbox", { name: "Find a contact" }).focus();
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
    await heading(page, "Ana Kovac").waitFor();
    await shot(page, "contact");
    await page.getByRole("button", { name: "Begin chat" }).press("Enter");
    await page.waitForURL(/\/inbox\/\d+/);
    await page.getByRole("textbox", { name: /^A message to/ }).waitFor();
    await page.goBack();
    await row(page, "Ana Kovac").getByText("No active chat").waitFor({ state: "detached" });
  },

  async f13_f54_by_name_both_ways_and_by_role({ desk, operator }) {
    await desk.act("contactRoleCreate", { key: "merchant", name: "Merchant", color: "TEAL" });
    await create(desk, { name: "Älva Berg", role: "merchant" });
    await create(desk, { name: "Zoe Moss", role: "merchant" });
    const { page } = await operator({ path: "/contacts?role=merchant" });
    await row(page, "Zoe Moss").getByText("Merchant").waitFor();
    const names = () =>
      list(page)
        .getByRole("option")
        .evaluateAll((all) => all.map((one) => one.querySelector("bdi").textContent));
    await shows(async () => (await names()).join(), "Älva Berg,Zoe Moss");
    await page.getByRole("button", { name: "By name, A to Z" }).click();
    await page.waitForFunction(() =>
      document.querySelector("[role=option]")?.textContent.includes("Zoe Moss"),
    );
    ok(page.url().includes("order=-name"), page.url());
    await page.getByRole("searchbox", { name: "Find a contact" }).fill("moss");
    await row(page, "Älva Berg").waitFor({ state: "detached" });
    await row(page, "Zoe Moss").waitFor();
  },

  async f16_f21_pages_repeat_nothing_and_the_list_follows({ desk, operator }) {
    await desk.act("contactRoleCreate", { key: "paged", name: "Paged", color: "BLUE" });
    for (let from = 0; from < 60; from += 20) {
      const all = Array.from({ length: 20 }, (_, place) => from + place);
      const fields = all.map(
        (number) =>
          `c${number}: contactCreate(input: { name: "Page ${String(number).padStart(2, "0")}", role: "paged" }) { userErrors { message } }`,
      );
      await desk.operator(`mutation { ${fields.join("\n")} }`);
    }
    const { page } = await operator({ path: "/contacts?role=paged" });
    await row(page, "Page 00").waitFor();
    await list(page).focus();
    await page.keyboard.press("End");
    await page.waitForFunction(
      () => document.querySelector("[role=option]")?.getAttribute("aria-setsize") === "60",
    );
    await page.keyboard.press("End");
    await row(page, "Page 59").waitFor();
    await create(desk, { name: "Page 60", role: "paged" });
    await page.waitForFunction(
      () => document.querySelector("[role=option]")?.getAttribute("aria-setsize") === "61",
    );
  },

  async f53_f55_fields_and_notes_on_the_page({ desk, operator, shot }) {
    const id = await create(desk, { name: "Ben Ortiz", attributes: { plan: "gold" } });
    const { page } = await operator({ path: `/contacts/${id}?tab=fields` });
    await heading(page, "Ben Ortiz").waitFor();
    await page.getByText("gold").waitFor();
    const phone = page.getByRole("textbox", { name: "Phone" });
    await phone.fill("+380441112234");
    await phone.press("Enter");
    await page.getByText("primary").waitFor();
    await shot(page, "contact_fields");
    await page.getByRole("tab", { name: "Notes" }).click();
    await page.getByRole("textbox", { name: "A note about the customer" }).fill("Call in May");
    await page.getByRole("button", { name: "Add note" }).click();
    await page.getByRole("listitem").filter({ hasText: "Call in May" }).waitFor();
    ok(page.url().includes("tab=notes"), page.url());
    await shot(page, "contact_notes");
  },

  async f55_a_field_changed_elsewhere_shows_both_values({ desk, operator, shot, accessible }) {
    const contactId = await create(desk, { name: "Finn Oduya", email: "finn@example.org" });
    const { page, ask } = await operator({ path: `/contacts/${contactId}?tab=fields` });
    const email = page.getByRole("textbox", { name: "Email" });
    const told = page.getByRole("status").filter({ hasText: "Somebody changed it meanwhile" });
    const kept = async () => {
      const { contact } = await ask("query($id: ID!) { contact(id: $id) { email } }", {
        id: contactId,
      });
      return contact.email;
    };
    await email.fill("finn@oduya.example");
    await desk.act("contactUpdate", { contactId, email: "office@example.org" });
    await told.getByText("office@example.org").waitFor();
    await shows(() => email.inputValue(), "finn@oduya.example");
    // Leaving the field decides nothing.
    await page.keyboard.press("Tab");
    await accessible(page);
    await shot(page, "contact_both");
    await shows(kept, "office@example.org");
    await page.getByRole("button", { name: "Keep mine" }).press("Enter");
    await told.waitFor({ state: "detached" });
    // It is on its way.
    await shows(kept, "finn@oduya.example");
    await email.fill("nobody@example.org");
    await desk.act("contactUpdate", { contactId, email: "sales@example.org" });
    await told.getByText("sales@example.org").waitFor();
    await page.getByRole("button", { name: "Take theirs" }).click();
    await shows(() => email.inputValue(), "sales@example.org");
    await shows(kept, "sales@example.org");
  },

  async f55_attributes_are_changed_in_place({ desk, operator, shot }) {
    for (const kind of [
      { key: "seats", name: "Seats", valueType: "NUMBER" },
      { key: "tier", name: "Tier", valueType: "CHOICE", choices: ["basic", "large"] },
    ]) {
      await desk.act("attributeKindCreate", kind);
    }
    const id = await create(desk, { name: "Gita Rao", attributes: { seats: 3 } });
    const { page, ask } = await operator({ path: `/contacts/${id}?tab=fields` });
    const seats = page.getByRole("spinbutton", { name: "Seats" });
    await seats.fill("12");
    await seats.press("Enter");
    await page.getByRole("button", { name: /Tier/ }).press("Enter");
    await page.getByRole("option", { name: "large" }).click();
    await page.getByRole("button", { name: /large/ }).waitFor();
    await shot(page, "contact_attributes");
    const { contact } = await ask("query($id: ID!) { contact(id: $id) { attributes } }", { id });
    deepEqual(contact.attributes, { seats: 12, tier: "large" });
  },

  async f65_f66_the_same_person_is_united_and_taken_apart({ desk, operator, shot }) {
    const id = await create(desk, { name: "Cleo Hart", phone: "+4930901820" });
    await create(desk, { name: "C. Hart", phone: "+4930901820", email: "cleo@example.org" });
    const { page } = await operator({ path: `/contacts/${id}` });
    await page.getByText("C. Hart has the same phone number.").waitFor();
    await page.getByRole("button", { name: "Compare" }).click();
    await page.getByRole("dialog").getByText("cleo@example.org").waitFor();
    await shot(page, "contact_compare");
    await page.getByRole("button", { name: "Unite", exact: true }).click();
    const united = page.getByRole("list", { name: "United with" });
    await united.getByText("C. Hart").waitFor();
    await row(page, "C. Hart").waitFor({ state: "detached" });
    await united.getByRole("button", { name: "Take apart" }).click();
    await united.waitFor({ state: "detached" });
    await row(page, "C. Hart").waitFor();
  },

  async f107_block_export_and_erase({ desk, operator, shot }) {
    const { id: chatId, contact } = await named(desk, "Dora Weiss", "Forget me");
    ok(chatId);
    const { page } = await operator({ path: `/contacts/${contact.id}` });
    const more = page.getByRole("button", { name: "More to do with the contact" });
    await more.click();
    await page.getByRole("menuitem", { name: "Block" }).click();
    await page.getByRole("alertdialog").getByRole("button", { name: "Block" }).click();
    await row(page, "Dora Weiss").getByText("Blocked").waitFor();
    await more.click();
    await page.getByRole("menuitem", { name: "Let them write again" }).click();
    await row(page, "Dora Weiss").getByText("Blocked").waitFor({ state: "detached" });
    await more.click();
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("menuitem", { name: "Export all that is held" }).click(),
    ]);
    ok(readFileSync(await download.path(), "utf8").includes("Forget me"));
    await more.click();
    await page.getByRole("menuitem", { name: "Erase" }).click();
    const erase = page.getByRole("button", { name: "Erase for good" });
    await shows(() => erase.isDisabled(), true);
    await shot(page, "contact_erase");
    await page.getByRole("textbox", { name: "Type Dora Weiss to confirm" }).fill("Dora Weiss");
    await erase.click();
    await row(page, "Dora Weiss").waitFor({ state: "detached" });
    await page.getByText("Choose a contact").waitFor();
  },

  async f101_the_contacts_are_for_everybody({ desk, operator, shot, accessible }) {
    const { contact } = await named(desk, "Eva Lind", "Good morning");
    for (const [as, options] of LOOKS) {
      const { page } = await operator({ path: `/contacts/${contact.id}`, ...options });
      await heading(page, "Eva Lind").waitFor();
      await accessible(page);
      await shot(page, `contacts_${as}`);
    }
    const { page } = await operator({ path: "/contacts", ...PHONE });
    await row(page, "Eva Lind").waitFor();
    await accessible(page);
    await shot(page, "contacts_phone_list");
    await desk.operator(
      `mutation { preferencesUpdate(input: { language: "ar" }) { userErrors { message } } }`,
    );
    const arabic = await operator({ path: `/contacts/${contact.id}?tab=fields` });
    await arabic.page.locator("html[dir=rtl]").waitFor();
    await heading(arabic.page, "Eva Lind").waitFor();
    await accessible(arabic.page);
    await shot(arabic.page, "contacts_ar");
    await desk.operator(
      `mutation { preferencesUpdate(input: { language: null }) { userErrors { message } } }`,
    );
  },
};
