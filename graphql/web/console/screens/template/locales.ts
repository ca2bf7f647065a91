/** In which languages a template speaks, and which of the desk's it lacks. Pure. */

interface Text {
  locale: string;
}

/** The languages that other templates have and this one has not. */
export function missingOf(
  texts: readonly Text[],
  all: readonly { texts: readonly Text[] }[],
): readonly string[] {
  const used = new Set(all.flatMap((one) => one.texts.map(({ locale }) => locale)));
  return [...used].filter((locale) => !texts.some((text) => text.locale === locale)).sort();
}
