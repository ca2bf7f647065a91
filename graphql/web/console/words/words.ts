/** The console's words: the catalogues of the language that is spoken, loaded when they are needed. */
import { i18n, type Messages } from "@lingui/core";
import { directionOf, type Language } from "../../words/language";

export { i18n };

type Catalogues = Record<Language, () => Promise<{ messages: Messages }>>;

const FIRST: Catalogues = {
  en: () => import("./en.po"),
  uk: () => import("./uk.po"),
  de: () => import("./de.po"),
  es: () => import("./es.po"),
  ar: () => import("./ar.po"),
};

/** Of the folders in `apart.json`. */
const LATER: Catalogues = {
  en: () => import("./apart/en.po"),
  uk: () => import("./apart/uk.po"),
  de: () => import("./apart/de.po"),
  es: () => import("./apart/es.po"),
  ar: () => import("./apart/ar.po"),
};

let hasLater = false;
let spoken: Language = "en";

async function load(...all: (() => Promise<{ messages: Messages }>)[]): Promise<Messages> {
  const loaded = await Promise.all(all.map((one) => one()));
  return Object.assign({}, ...loaded.map(({ messages }) => messages));
}

/** All texts of this language. */
export const messagesOf = (language: Language): Promise<Messages> =>
  load(FIRST[language], LATER[language]);

/** Speaks this language from now on, and says so to the reader's tools. */
export async function speak(language: Language): Promise<void> {
  spoken = language;
  i18n.load(language, await (hasLater ? messagesOf(language) : load(FIRST[language])));
  // Another one may have been asked for meanwhile.
  if (spoken === language) {
    i18n.activate(language);
    document.documentElement.lang = language;
    document.documentElement.dir = directionOf(language);
  }
}

/** From now on also the words of what comes later; a screen of theirs waits for it. */
export async function speakLater(): Promise<void> {
  hasLater = true;
  const language = spoken;
  i18n.load(language, await load(LATER[language]));
}
