/** How a page is looked at: by day and by night, on a phone, and in another language. */

/** What a page is opened with on a phone. */
export const PHONE = { viewport: { width: 390, height: 780 }, hasTouch: true, isMobile: true };

/** What every screen is opened with in turn, by the names of its pictures. */
export const LOOKS = Object.entries({
  light: {},
  dark: { colorScheme: "dark" },
  phone: PHONE,
});

/** Chooses the operator's language; the page follows. */
export async function speak({ page, ask }, language) {
  await ask(
    "mutation($input: PreferencesUpdateInput!) { preferencesUpdate(input: $input) { userErrors { message } } }",
    { input: { language } },
  );
  await page.locator(`html[dir="${language === "ar" ? "rtl" : "ltr"}"]`).waitFor();
}
