/** Buttons and fields, by keys alone. */
import { expect, it } from "vitest";
import { entered, focused, inBrowser, opened, state, type } from "./keyboard.ts";

inBrowser(() => {
  it("Button: Tab goes past the disabled, and every ring is to be seen", async () => {
    const page = await opened("Button");
    const seen: string[] = [];
    for (let count = 0; count < 9; count += 1) {
      await type(page, "Tab");
      seen.push(await focused(page));
      const ring = await page.evaluate(
        () => document.activeElement && getComputedStyle(document.activeElement).outlineStyle,
      );
      expect(ring).toBe("solid");
    }
    expect(seen).toEqual([
      "Reply",
      "Send",
      "Cancel",
      "Erase",
      "Reply",
      "Send",
      "Saves …",
      "Sends …",
      "إرسال",
    ]);
  });

  it("IconButton: its name comes up as a tooltip with the focus, and Escape takes it away", async () => {
    const page = await opened("IconButton");
    await type(page, "Tab", "Tab");
    await page.getByRole("tooltip", { name: "Reply" }).waitFor();
    await type(page, "Escape");
    await page.getByRole("tooltip").waitFor({ state: "detached" });
  });

  it("Link: Tab reaches it", async () => {
    const page = await opened("Link");
    await type(page, "Tab", "Enter");
    expect(new URL(page.url()).hash).toBe("#here");
  });

  it("TextField, TextArea: a label, help and error are told with the field", async () => {
    const page = await opened("TextField");
    const field = page.getByRole("textbox", { name: "Email" }).last();
    await expect.poll(() => field.getAttribute("aria-invalid")).toBe("true");
    expect(
      await field.evaluate((element) =>
        (element.getAttribute("aria-describedby") ?? "")
          .split(" ")
          .map((id) => document.getElementById(id)?.textContent)
          .join(" "),
      ),
    ).toContain("This is no address: write name@company.");
  });

  it("TextArea: grows with what is written, up to its bound", async () => {
    const page = await opened("TextArea");
    const area = page.getByRole("textbox").first();
    const height = async () => (await area.boundingBox())?.height ?? 0;
    await area.focus();
    const heights = [await height()];
    for (const count of [6, 30]) {
      for (let line = 0; line < count; line += 1) {
        await type(page, "Enter");
      }
      heights.push(await height());
    }
    const [empty = 0, grown = 0, most = 0] = heights;
    expect(grown).toBeGreaterThan(empty);
    expect(most).toBe(240);
  });

  it("SearchField: Escape empties it", async () => {
    const page = await opened("SearchField");
    const field = page.getByRole("searchbox").nth(1);
    await field.focus();
    await type(page, "Escape");
    await expect.poll(() => field.inputValue()).toBe("");
  });

  it("Select: arrows and letters choose", async () => {
    const page = await opened("Select");
    await type(page, "Tab", "Enter");
    await entered(page.getByRole("listbox"));
    await type(page, "s", "Enter");
    await expect
      .poll(() => state(page, "none chosen").getByRole("button").textContent())
      .toContain("Shop bot");
  });

  it("Combobox: a part of the name finds it", async () => {
    const page = await opened("Combobox");
    await type(page, "Tab", "l", "h", "ArrowDown", "Enter");
    await expect
      .poll(() => state(page, "none chosen").getByRole("combobox").inputValue())
      .toBe("Olha");
  });

  it("Checkbox, Switch: Space turns them", async () => {
    for (const [part, role] of [
      ["Checkbox", "checkbox"],
      ["Switch", "switch"],
    ] as const) {
      const page = await opened(part);
      await type(page, "Tab", "Space");
      await expect.poll(() => state(page, "off").getByRole(role).isChecked()).toBe(true);
    }
  });

  it("RadioGroup: arrows choose, and Tab enters it once", async () => {
    const page = await opened("RadioGroup");
    await type(page, "Tab", "ArrowDown");
    await expect
      .poll(() => state(page, "chosen").getByRole("radio", { name: "Light" }).isChecked())
      .toBe(true);
    await type(page, "Tab", "Space");
    await expect
      .poll(() => state(page, "none chosen").getByRole("radio").first().isChecked())
      .toBe(true);
  });

  it("NumberField: arrows step and keep to the bounds", async () => {
    const page = await opened("NumberField");
    const field = state(page, "filled").getByRole("textbox");
    await field.focus();
    await type(page, "ArrowUp", "ArrowUp");
    await expect.poll(() => field.inputValue()).toBe("7");
    await type(page, "End");
    await expect.poll(() => field.inputValue()).toBe("50");
  });

  it("DatePicker: a date is typed, or taken from the calendar", async () => {
    const page = await opened("DatePicker");
    const empty = state(page, "empty");
    await type(page, "Tab");
    await page.keyboard.type("11242026");
    await expect
      .poll(() => empty.getByRole("spinbutton").allTextContents())
      .toEqual(["11", "24", "2026"]);
    await type(page, "Tab", "Enter");
    await entered(page.getByRole("grid"));
    await type(page, "ArrowRight", "Enter");
    await page.getByRole("grid").waitFor({ state: "detached" });
    await expect
      .poll(() => empty.getByRole("spinbutton").allTextContents())
      .toEqual(["11", "25", "2026"]);
  });

  it("DateRange: two days of the calendar, right to left too", async () => {
    for (const language of ["en", "ar"] as const) {
      const page = await opened("DateRange", { language });
      const filled = state(page, "filled");
      const before = await filled.getByRole("spinbutton").allTextContents();
      await filled.getByRole("button").focus();
      await type(page, "Enter");
      await entered(page.getByRole("grid"));
      // Into the future is to the left where one reads from the right.
      const on = language === "ar" ? "ArrowLeft" : "ArrowRight";
      await type(page, on, "Enter", on, "Enter");
      await page.getByRole("grid").waitFor({ state: "detached" });
      await expect.poll(() => filled.getByRole("spinbutton").allTextContents()).not.toEqual(before);
    }
  });
});
