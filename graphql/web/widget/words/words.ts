/** The widget's words, in an instance of their own: the page may use Lingui itself. */
import { i18n, type Messages } from "@lingui/core";
import type { Language } from "../../words/language";

const CATALOGUES: Record<Language, () => Promise<{ messages: Messages }>> = {
  en: () => import("./en.po"),
  uk: () => import("./uk.po"),
  de: () => import("./de.po"),
  es: () => import("./es.po"),
  ar: () => import("./ar.po"),
};

export async function speak(language: Language): Promise<void> {
  const { messages } = await CATALOGUES[language]();
  i18n.loadAndActivate({ locale: language, messages });
}
