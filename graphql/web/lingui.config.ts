/** One catalogue a program and language; the English text is the key. */
import { defineConfig } from "@lingui/cli";
import { formatter } from "@lingui/format-po";
import { LANGUAGES, SOURCE_LANGUAGE } from "./words/language";

export default defineConfig({
  locales: [...LANGUAGES],
  sourceLocale: SOURCE_LANGUAGE,
  orderBy: "message",
  // Without the places where a text stands, a moved line changes no catalogue.
  format: formatter({ origins: false, lineNumbers: false }),
  catalogs: ["console", "widget"].map((program) => ({
    path: `<rootDir>/${program}/words/{locale}`,
    include: [`<rootDir>/${program}`],
    exclude: ["**/*.test.*", "**/*.gallery.tsx"],
  })),
});
