/** Which language is spoken, and which way it is written; for both programs. */

export const SOURCE_LANGUAGE = "en";
export const LANGUAGES = ["en", "uk", "de", "es", "ar"] as const;
export type Language = (typeof LANGUAGES)[number];

const RIGHT_TO_LEFT: readonly Language[] = ["ar"];

/** The first of the wanted languages (BCP 47, dearest first) that there are words for. */
export function chooseLanguage(wanted: readonly string[]): Language {
  for (const tag of wanted) {
    const primary = tag.toLowerCase().split(/[-_]/)[0];
    const found = LANGUAGES.find((language) => language === primary);
    if (found) {
      return found;
    }
  }
  return SOURCE_LANGUAGE;
}

export function directionOf(language: Language): "ltr" | "rtl" {
  return RIGHT_TO_LEFT.includes(language) ? "rtl" : "ltr";
}
