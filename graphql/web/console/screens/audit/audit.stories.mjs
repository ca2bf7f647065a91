/** The audit log: what was changed, by whom, from what to what, from where; narrowed, and read back. */
import { equal, ok } from "node:assert/strict";
import { colleague, tabTo } from "../../../stories/customer.mjs";
import { LOOKS, speak } from "../../../stories/looks.mjs";
import { shows } from "../../../stories/shows.mjs";

const HERE = "/settings/audit";
/** Also while a list that is open over the page hides it from readers. */
const lines = (page) => page.locator("ol[aria-label] > li");
const head = (line) => line.locator("button").first();

async function labelOf(ask, name) {
  const { labelCreate } = await ask(
    "mutation($input: LabelCreateInput!) { labelCreate(input: $input) { label { id } userErrors { message } } }",
    { input: { name, color: "TEAL" } },
  );
  return labelCreate.label.id;
}

const rename = (ask, labelId, name) =>
  ask(
    "mutation($input: LabelUpdateInput!) { labelUpdate(input: $input) { userErrors { message } } }",
    { input: { labelId, name } },
  );

export const STORIES = {
  async f110_a_change_comes_with_who_what_before_after_and_from_where({
    operator,
    shot,
    accessible,
  }) {
    const { page, ask } = await operator({ path: HERE });
    await lines(page).first().waitFor();
    const labelId = await labelOf(ask, "Before it");
    await rename(ask, labelId, "After it");
    // It is there without being asked for.
    const line = lines(page).filter({ hasText: "label.update" }).first();
    await line.getByText("Olha Kovalenko").waitFor();
    await tabTo(page, head(line));
    await page.keyboard.press("Enter");
    await line.getByRole("row", { name: "name Before it After it" }).waitFor();
    await line.getByText("127.0.0.1").waitFor();
    await line.getByText("Chrome").waitFor();
    await shows(() => head(line).getAttribute("aria-expanded"), "true");
    await accessible(page);
    await shot(page, "audit_line");
    const created = lines(page).filter({ hasText: "label.create" }).first();
    await head(created).press("Enter");
    await created.getByRole("row", { name: "name – Before it" }).waitFor();
  },

  async f110_is_narrowed_to_who_what_and_when_and_the_address_says_so({
    desk,
    operator,
    shot,
    accessible,
  }) {
    await colleague(desk, "Pavlo Hrai", "pavlo@example.org");
    const { ask: olha } = await operator({ path: "/profile" });
    const { ask: pavlo } = await operator({ path: "/profile", email: "pavlo@example.org" });
    const labelId = await labelOf(pavlo, "By Pavlo");
    await rename(olha, labelId, "By Olha");
    const { page } = await operator({ path: HERE });
    const line = (text) => lines(page).filter({ hasText: text });
    await line("label.create").filter({ hasText: "Pavlo Hrai" }).waitFor();
    // By whom, chosen by typing.
    await tabTo(page, page.getByRole("combobox", { name: "Who" }));
    await page.keyboard.type("Pav");
    await page.getByRole("option", { name: "Pavlo Hrai" }).waitFor();
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
    await line("label.update").first().waitFor({ state: "detached" });
    await line("label.create").filter({ hasText: "Pavlo Hrai" }).waitFor();
    equal(await line("Olha Kovalenko").count(), 0);
    ok(/[?&]who=/.test(page.url()), page.url());
    // What was done besides.
    await page.getByRole("searchbox", { name: "What was done" }).fill("label.update");
    await page.keyboard.press("Enter");
    await page.getByText("Nothing was changed like this.").waitFor();
    await accessible(page);
    await shot(page, "audit_none");
    await page.getByRole("button", { name: "Show all" }).click();
    await line("label.update").first().waitFor();
    equal(await page.getByRole("combobox", { name: "Who" }).inputValue(), "");
    // From a line, those alone where the same was done.
    await head(line("label.update").first()).click();
    await page.getByRole("button", { name: "Only label.update" }).click();
    await line("label.create").first().waitFor({ state: "detached" });
    await shows(
      () => page.getByRole("searchbox", { name: "What was done" }).inputValue(),
      "label.update",
    );
    // A link shows a colleague the same, and a period without a change says so.
    await page.reload();
    await line("label.update").first().waitFor();
    equal(await line("label.create").count(), 0);
    const link = new URL(page.url());
    link.searchParams.set("from", "2020-01-01");
    link.searchParams.set("to", "2020-01-31");
    await page.goto(link.href);
    await page.getByText("Nothing was changed like this.").waitFor();
    await page.getByRole("group", { name: "Period" }).first().waitFor();
    await shot(page, "audit_period");
    const today = new Date().toISOString().slice(0, 10);
    link.searchParams.set("from", today);
    link.searchParams.set("to", today);
    await page.goto(link.href);
    await line("label.update").first().waitFor();
  },

  async f110_a_period_is_chosen_from_the_calendar({ operator, shot, accessible }) {
    const { page } = await operator({ path: HERE });
    await lines(page).first().waitFor();
    await page.getByRole("button", { name: /^Calendar/ }).click();
    const days = page.getByRole("grid");
    await days.first().waitFor();
    await accessible(page);
    await shot(page, "audit_calendar");
    // Today, and from the day after, where the keys go on, back again: one day.
    await days.locator("[role=button]:focus").waitFor();
    await page.keyboard.press("Enter");
    await page.keyboard.press("ArrowLeft");
    await page.keyboard.press("Enter");
    await page.waitForURL(/from=(\d{4}-\d\d-\d\d)&to=\1/);
    await lines(page).first().waitFor();
    await page.getByRole("button", { name: "Show all" }).click();
    await page.waitForURL(`**${HERE}`);
  },

  async f16_f110_older_ones_follow_page_by_page_and_none_twice({ operator, shot }) {
    const { ask } = await operator({ path: "/profile" });
    for (let from = 0; from < 120; from += 20) {
      const all = Array.from({ length: 20 }, (_, place) => from + place);
      const fields = all.map(
        (number) =>
          `l${number}: labelCreate(input: { name: "Paged ${String(number).padStart(3, "0")}", color: BLUE }) { userErrors { message } }`,
      );
      await ask(`mutation { ${fields.join("\n")} }`);
    }
    const { page } = await operator({ path: `${HERE}?what=label.create` });
    const grown = (count) =>
      page.waitForFunction(
        (least) => document.querySelectorAll("ol[aria-label] > li").length >= least,
        count,
      );
    await grown(50);
    const older = page.getByRole("button", { name: "Show older ones" });
    await older.focus();
    await page.keyboard.press("Enter");
    await grown(100);
    // What happens meanwhile stands at the head, and moves nothing of what was read.
    await labelOf(ask, "Paged and new");
    await grown(101);
    while (await older.isVisible()) {
      const before = await lines(page).count();
      await older.press("Enter");
      await grown(before + 1);
    }
    const count = await lines(page).count();
    let [all, after] = [0, null];
    do {
      const { auditLog } = await ask(
        'query($after: String) { auditLog(filter: { action: "label.create" }, first: 100, after: $after) { nodes { id } pageInfo { hasNextPage endCursor } } }',
        { after },
      );
      all += auditLog.nodes.length;
      after = auditLog.pageInfo.hasNextPage ? auditLog.pageInfo.endCursor : null;
    } while (after);
    equal(count, all);
    ok(count >= 121);
    await shot(page, "audit_older");
  },

  async f110_whoever_may_not_read_it_is_told_what_is_missing({ desk, operator, accessible }) {
    const { id: operatorId } = await colleague(desk, "Nadia Petrenko", "nadia@example.org");
    const { ask } = await operator({ path: "/profile" });
    const { roles } = await ask("{ roles { id name } }");
    const roleId = roles.find(({ name }) => name === "Operator").id;
    await ask(
      "mutation($input: OperatorUpdateInput!) { operatorUpdate(input: $input) { userErrors { message } } }",
      { input: { operatorId, roleId } },
    );
    const { page } = await operator({ path: HERE, email: "nadia@example.org" });
    await page.getByText("Your role does not open this page").waitFor();
    await page.getByText("AUDIT_READ").waitFor();
    equal(await lines(page).count(), 0);
    await accessible(page);
  },

  async f101_the_audit_log_is_for_everybody({ operator, shot, accessible }) {
    const { ask: olha } = await operator({ path: "/profile" });
    const labelId = await labelOf(olha, "Seen before");
    await rename(olha, labelId, "Seen by all");
    for (const [as, options] of LOOKS) {
      const { page } = await operator({ path: HERE, ...options });
      const line = lines(page).filter({ hasText: "label.update" }).first();
      await head(line).click();
      await line.getByText("Seen by all").waitFor();
      await accessible(page);
      await shot(page, `audit_${as}`);
    }
    const { page, ask } = await operator({ path: HERE });
    await speak({ page, ask }, "ar");
    const line = lines(page).filter({ hasText: "label.update" }).first();
    await head(line).click();
    await line.getByText("Seen by all").waitFor();
    await accessible(page);
    await shot(page, "audit_arabic");
    await speak({ page, ask }, "en");
  },
};
