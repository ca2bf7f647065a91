/** A catalogue for each language: of the widget, of the console, of its screens that come later. The English text is the key. */
import { defineConfig } from "@lingui/cli";
import { formatter } from "@lingui/format-po";
import APART from "./console/words/apart.json" with { type: "json" };
import { LANGUAGES, SOURCE_LANGUAGE } from "./words/language";

export default defineConfig({
  locales: [...LANGUAGES],
  sourceLocale: SOURCE_LANGUAGE,
  orderBy: "message",
  // Without the places where a text stands, a moved line changes no catalogue.
  format: formatter({ origins: false, lineNumbers: false }),
  catalogs: [
    { path: "widget/words", include: ["widget"], exclude: [] },
    {
      path: "console/words",
      include: ["console"],
      exclude: APART.map((folder) => `console/${folder}/**`),
    },
    {
      path: "console/words/apart",
      include: APART.map((folder) => `console/${folder}`),
      exclude: [],
    },
  ].map(({ path, include, exclude }) => ({
    path: `<rootDir>/${path}/{locale}`,
    include: include.map((folder) => `<rootDir>/${folder}`),
    exclude: ["**/*.test.*", "**/*.gallery.tsx", ...exclude.map((folder) => `<rootDir>/${folder}`)],
  })),
});
