/** The language that was spoken here last, so that the page begins in it before it knows who looks. */
import { chooseLanguage, type Language } from "../../words/language";

const KEY = "switchboard:language";

export function remember(language: Language): void {
  try {
    localStorage.setItem(KEY, language);
  } catch {
    // The browser keeps nothing: the next page begins in its own language.
  }
}

/** The remembered one, or the first of the browser's that there are words for. */
export function firstLanguage(): Language {
  return chooseLanguage([remembered() ?? "", ...navigator.languages]);
}

/** As those call it who speak it: a name of a language is the same in all of them. */
export function ownName(language: Language): string {
  const name = new Intl.DisplayNames([language], { type: "language" }).of(language) ?? language;
  return name.slice(0, 1).toLocaleUpperCase(language) + name.slice(1);
}

export function remembered(): string | undefined {
  try {
    return localStorage.getItem(KEY) ?? undefined;
  } catch {
    return undefined;
  }
}
