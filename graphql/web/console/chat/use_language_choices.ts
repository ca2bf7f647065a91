/** The languages that most customers write in, by their names; wherever they are chosen, any other is taken too. */
import { useLingui } from "@lingui/react/macro";
import { useMemo } from "react";

const LANGUAGES = ["ar", "de", "en", "es", "fr", "it", "ja", "pl", "pt", "ru", "tr", "uk", "zh"];

export function useLanguageChoices(): readonly { id: string; text: string }[] {
  const { i18n } = useLingui();
  return useMemo(() => {
    const names = new Intl.DisplayNames(i18n.locale, { type: "language" });
    return LANGUAGES.map((id) => ({ id, text: names.of(id) ?? id }));
  }, [i18n.locale]);
}
