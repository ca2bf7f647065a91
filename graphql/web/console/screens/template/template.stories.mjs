/** Templates, macros and replacements: written once, used in every reply. */
import { equal } from "node:assert/strict";
import { customer } from "../../../stories/customer.mjs";
import { PHONE, speak } from "../../../stories/looks.mjs";
import { shows } from "../../../stories/shows.mjs";

const row = (page, name) => page.getByRole("option").filter({ hasText: name });

async function templateOf(desk, shortcut, title, ...texts) {
  const { templateCreate } = await desk.act(
    "templateCreate",
    {
      scope: "EVERYONE",
      shortcut,
      title,
      texts: texts.map(([locale, body]) => ({ locale, body, format: "PLAIN" })),
    },
    "template { id } userErrors { message }",
  );
  return templateCreate.template.id;
}

export const STORIES = {
  async f48_a_template_is_written_by_keyboard_alone({ operator, shot }) {
    const { page, ask } = await operator({ path: "/settings/templates" });
    await page.getByRole("heading", { name: "Templates", level: 1 }).waitFor();
    await page.keyboard.press("n");
    await page.waitForFunction(() => document.activeElement?.tagName === "INPUT");
    await page.keyboard.type("Refund sent");
    await page.keyboard.press("Tab");
    await page.keyboard.type("/refund");
    await page.getByRole("textbox", { name: /^Text in/ }).focus();
    await page.keyboard.type("Hello ");
    await page.getByRole("button", { name: "Insert a variable" }).focus();
    await page.keyboard.press("Enter");
    await page.getByRole("menuitem", { name: "Customer's first name" }).waitFor();
    await page.keyboard.press("Enter");
    await page
      .getByRole("textbox", { name: /^Text in/ })
      .and(page.locator(":focus"))
      .waitFor();
    await page.keyboard.type(", it is on its way.");
    await shot(page, "templates_new");
    await page.keyboard.press("Control+s");
    await page.getByRole("heading", { name: "Refund sent" }).waitFor();
    await row(page, "Refund sent").waitFor();
    const { templates } = await ask("{ templates { shortcut texts { locale body } } }");
    equal(
      JSON.stringify(templates.find(({ shortcut }) => shortcut === "refund").texts),
      '[{"locale":"en","body":"Hello {{ contact.first_name }}, it is on its way."}]',
    );
  },

  async f48_missing_languages_are_marked_and_a_preview_is_of_somebody({ desk, operator, shot }) {
    await customer(desk, "Where is it?");
    await templateOf(desk, "hours", "Opening", ["en", "From nine."], ["uk", "З дев'ятої."]);
    const id = await templateOf(desk, "hello", "Hello", [
      "en",
      "#{{ chat.number }} {{ contact.email }}",
    ]);
    const { page, ask } = await operator({ path: `/settings/templates/${id}` });
    const preview = page.getByRole("region", { name: "Preview" });
    await preview
      .getByText(/^#\d+ /)
      .or(preview.locator("mark"))
      .first()
      .waitFor();
    await preview.locator("mark", { hasText: "{{contact.email}}" }).waitFor();
    await page.getByRole("button", { name: "uk: Ukrainian is missing, add it" }).click();
    await page.getByRole("textbox", { name: "Text in Ukrainian" }).fill("Вітаю {{ chat.number }}");
    await preview.getByText("Вітаю").waitFor();
    await shot(page, "templates_languages");
    await page.getByRole("button", { name: "Save", exact: true }).click();
    await page.getByText("Not saved", { exact: true }).waitFor({ state: "detached" });
    const { templates } = await ask("{ templates { id texts { locale } } }");
    equal(
      templates
        .find((one) => one.id === id)
        .texts.map(({ locale }) => locale)
        .join(),
      "en,uk",
    );
  },

  async f48_a_template_becomes_a_macro_with_more_acts({ desk, operator, shot }) {
    const id = await templateOf(desk, "paid", "Paid back", ["en", "It is paid."]);
    const { labelCreate } = await desk.act(
      "labelCreate",
      { name: "payout" },
      "label { id } userErrors { message }",
    );
    const { page, ask } = await operator({ path: `/settings/templates/${id}` });
    await page.getByRole("button", { name: /^Make a macro of it/ }).click();
    await page.getByRole("heading", { name: "New macro" }).waitFor();
    await page.getByRole("button", { name: "And then" }).click();
    const act = page.getByRole("listitem", { name: "Put on a label" });
    await act.getByRole("button", { name: /Choose/ }).click();
    await page.getByRole("option", { name: "payout" }).click();
    await shot(page, "macros_new");
    await page.getByRole("button", { name: "Create", exact: true }).click();
    await page.getByRole("heading", { name: "Paid back" }).waitFor();
    const { macros } = await ask("{ macros { title acts { templateId labelId } } }");
    equal(
      JSON.stringify(macros.find(({ title }) => title === "Paid back").acts),
      JSON.stringify([
        { templateId: id, labelId: null },
        { templateId: null, labelId: labelCreate.label.id },
      ]),
    );
  },

  async f48_a_text_that_is_not_saved_outlives_a_reload({ desk, operator }) {
    const id = await templateOf(desk, "kept", "Kept", ["en", "Before."]);
    const { page, ask } = await operator({ path: `/settings/templates/${id}` });
    const text = page.getByRole("textbox", { name: "Text in English" });
    await text.fill("Typed, and not saved.");
    await row(page, "Kept").getByRole("img", { name: "Not saved" }).waitFor();
    await page.reload();
    await row(page, "Kept").getByRole("img", { name: "Not saved" }).waitFor();
    await shows(() => text.inputValue(), "Typed, and not saved.");
    const bodyOf = async () => {
      const { templates } = await ask("{ templates { id texts { body } } }");
      return templates.find((one) => one.id === id).texts[0].body;
    };
    await shows(bodyOf, "Before.");
    await text.press("Control+s");
    await page.getByText("Not saved", { exact: true }).waitFor({ state: "detached" });
    await shows(bodyOf, "Typed, and not saved.");
    await page.reload();
    await text.waitFor();
    equal(await page.getByRole("button", { name: "Save", exact: true }).count(), 0);
  },

  async f49_a_replacement_is_made_and_follows_elsewhere({ desk, operator, shot }) {
    const { page } = await operator({ path: "/settings/templates?list=replacement" });
    await page.getByRole("heading", { name: "Auto-replace" }).waitFor();
    await page.getByRole("button", { name: "New replacement" }).click();
    await page.getByRole("textbox", { name: "What is typed" }).fill("brb");
    await page.getByRole("textbox", { name: "What is put in its place" }).fill("Be right back.");
    await page.getByRole("button", { name: "Create", exact: true }).click();
    await row(page, "Be right back.").waitFor();
    await desk.act("replacementCreate", { scope: "EVERYONE", token: "thx", text: "Thank you." });
    await row(page, "Thank you.").waitFor();
    await shot(page, "replacements");
  },

  async f48_the_templates_are_for_everybody({ desk, operator, shot, accessible }) {
    const id = await templateOf(
      desk,
      "all",
      "Seen by all",
      ["en", "Hello {{ contact.first_name }}, welcome."],
      ["de", "Hallo."],
    );
    for (const [as, options] of [
      ["light", {}],
      ["dark", { colorScheme: "dark" }],
      ["wide", { viewport: { width: 1440, height: 900 } }],
      ["phone", PHONE],
    ]) {
      const { page } = await operator({ path: `/settings/templates/${id}`, ...options });
      await page.getByRole("heading", { name: "Seen by all" }).waitFor();
      await accessible(page);
      await shot(page, `templates_${as}`);
    }
    const { page, ask } = await operator({ path: `/settings/templates/${id}` });
    await speak({ page, ask }, "ar");
    await accessible(page);
    await shot(page, "templates_arabic");
    await speak({ page, ask }, "en");
  },
};
