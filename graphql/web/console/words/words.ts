/** The console's words: the catalogue of the language that is spoken, loaded when it is needed. */
import { i18n, type Messages } from "@lingui/core";
import { directionOf, type Language } from "../../words/language";

export { i18n };

const CATALOGUES: Record<Language, () => Promise<{ messages: Messages }>> = {
  en: () => import("./en.po"),
  uk: () => import("./uk.po"),
  de: () => import("./de.po"),
  es: () => import("./es.po"),
  ar: () => import("./ar.po"),
};

/** The texts of this language. */
export async function messagesOf(language: Language): Promise<Messages> {
  return (await CATALOGUES[language]()).messages;
}

/** Speaks this language from now on, and says so to the reader's tools. */
export async function speak(language: Language): Promise<void> {
  i18n.loadAndActivate({ locale: language, messages: await messagesOf(language) });
  document.documentElement.lang = language;
  document.documentElement.dir = directionOf(language);
}
