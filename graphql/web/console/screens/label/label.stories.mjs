/** The desk's labels: made, changed, merged and deleted. */
import { equal } from "node:assert/strict";
import { customer } from "../../../stories/customer.mjs";
import { LOOKS, speak } from "../../../stories/looks.mjs";
import { shows } from "../../../stories/shows.mjs";

const row = (page, name) => page.getByRole("option").filter({ hasText: name });
const nameField = (page) => page.getByRole("textbox", { name: "Name" });

async function labelOf(desk, name, color = "TEAL") {
  const { labelCreate } = await desk.act(
    "labelCreate",
    { name, color },
    "label { id } userErrors { message }",
  );
  return labelCreate.label.id;
}

export const STORIES = {
  async f106_a_label_is_made_and_changed_by_keyboard_alone({ operator, shot }) {
    const { page, ask } = await operator({ path: "/settings/labels" });
    await page.getByRole("button", { name: "Create a label" }).or(row(page, "")).first().waitFor();
    await page.keyboard.press("n");
    await page.waitForFunction(() => document.activeElement?.tagName === "INPUT");
    await page.keyboard.type("payout");
    await page.keyboard.press("Tab");
    await page.keyboard.press("ArrowRight");
    await page.getByRole("radio", { name: "Indigo", checked: true }).waitFor();
    await shot(page, "labels_new");
    await page.keyboard.press("Control+s");
    await page.getByRole("heading", { name: "payout" }).waitFor();
    await row(page, "payout").waitFor();
    await nameField(page).focus();
    await page.keyboard.press("Escape");
    await page.getByRole("listbox", { name: "Labels" }).and(page.locator(":focus")).waitFor();
    await page.keyboard.press("Enter");
    await page.waitForFunction(() => document.activeElement?.closest("[data-editor]") !== null);
    await nameField(page).fill("payouts");
    await page.keyboard.press("Enter");
    await row(page, "payouts").waitFor();
    const { labels } = await ask("{ labels { name color isActive } }");
    equal(JSON.stringify(labels), '[{"name":"payouts","color":"INDIGO","isActive":true}]');
  },

  async f106_a_label_changed_elsewhere_shows_both_values({ desk, operator, shot }) {
    const labelId = await labelOf(desk, "Refund");
    const { page, ask } = await operator({ path: `/settings/labels/${labelId}` });
    await nameField(page).fill("Refunds");
    await desk.act("labelUpdate", { labelId, name: "Money back", color: "RED" });
    await page.getByText("Changed elsewhere meanwhile to").waitFor();
    await shows(() => nameField(page).inputValue(), "Refunds");
    await page.getByRole("radio", { name: "Red", checked: true }).waitFor();
    await shot(page, "labels_both_values");
    // What is typed stays while one looks elsewhere.
    const other = await labelOf(desk, "Other");
    await row(page, "Other").click();
    await page.waitForURL(`**/${other}`);
    await row(page, "Money back").getByRole("img", { name: "Not saved" }).waitFor();
    await row(page, "Money back").click();
    await shows(() => nameField(page).inputValue(), "Refunds");
    await page.getByRole("button", { name: "Keep mine" }).click();
    await page.getByRole("button", { name: "Save" }).click();
    await row(page, "Refunds").waitFor();
    const { labels } = await ask("{ labels { id name } }");
    equal(labels.find(({ id }) => id === labelId).name, "Refunds");
  },

  async f106_a_taken_name_is_told_by_its_field({ desk, operator }) {
    await labelOf(desk, "Twice");
    const { page } = await operator({ path: "/settings/labels/new" });
    await nameField(page).fill("Twice");
    await page.keyboard.press("Enter");
    await page.locator('input[aria-invalid="true"]').waitFor();
    await page.getByRole("button", { name: "Cancel" }).click();
    await page.waitForURL("**/settings/labels");
  },

  async f106_labels_merge_and_their_chats_follow({ desk, operator, shot }) {
    const { id: chatId } = await customer(desk, "Where is my payout?");
    const [labelId, into] = [await labelOf(desk, "Old"), await labelOf(desk, "Stays", "PINK")];
    await desk.act("chatLabel", { chatId, labelId });
    const { page, ask } = await operator({ path: `/settings/labels/${labelId}` });
    await page.getByRole("link", { name: "1 chat" }).waitFor();
    await page.getByRole("button", { name: "Merge or delete" }).click();
    await page.getByRole("menuitem", { name: "Merge into another…" }).click();
    await page.getByPlaceholder("Find the label that stays").fill("Stays");
    await page.keyboard.press("Enter");
    const dialog = page.getByRole("alertdialog", { name: "Merge the label?" });
    await dialog.getByText("1 chat").waitFor();
    await shot(page, "labels_merge");
    await dialog.getByRole("button", { name: "Merge" }).click();
    await page.waitForURL(`**/${into}`);
    await page.getByRole("link", { name: "1 chat" }).waitFor();
    await row(page, "Old").waitFor({ state: "detached" });
    const { chat } = await ask("query($id: ID!) { chat(id: $id) { labels { name } } }", {
      id: chatId,
    });
    equal(JSON.stringify(chat.labels), '[{"name":"Stays"}]');
  },

  async f106_deleting_a_label_says_what_goes({ desk, operator, shot }) {
    const labelId = await labelOf(desk, "Goes");
    await desk.act("viewCreate", {
      name: "By the label",
      scope: "EVERYONE",
      filter: { not: { labelIds: [labelId] } },
    });
    const { page } = await operator({ path: `/settings/labels/${labelId}` });
    await page.getByRole("button", { name: "Merge or delete" }).click();
    await page.getByRole("menuitem", { name: "Delete…" }).click();
    const dialog = page.getByRole("alertdialog");
    await dialog.getByText("By the label").waitFor();
    await dialog.getByText("No chat").waitFor();
    await shot(page, "labels_delete");
    await dialog.getByRole("button", { name: "Delete" }).click();
    await page.waitForURL("**/settings/labels");
    await row(page, "Goes").waitFor({ state: "detached" });
  },

  async f106_the_labels_are_for_everybody({ desk, operator, shot, accessible }) {
    const labelId = await labelOf(desk, "Seen by all", "ORANGE");
    for (const [as, options] of LOOKS) {
      const { page } = await operator({ path: `/settings/labels/${labelId}`, ...options });
      await page.getByRole("heading", { name: "Seen by all" }).waitFor();
      await accessible(page);
      await shot(page, `labels_${as}`);
      if (as === "phone") {
        await page.getByRole("button", { name: "Labels" }).click();
        await row(page, "Seen by all").waitFor();
        await accessible(page);
        await shot(page, "labels_phone_list");
        await page.getByRole("button", { name: "Settings", exact: true }).click();
        await page.waitForURL("**/settings");
      }
    }
    const { page, ask } = await operator({ path: `/settings/labels/${labelId}` });
    await speak({ page, ask }, "ar");
    await accessible(page);
    await shot(page, "labels_arabic");
    await speak({ page, ask }, "en");
  },
};
