/** How the page looks and which language it speaks: as its reader prefers, remembered here against a flash. */
import type { Density, Theme } from "../../client/operator/graphql";
import { followTheme } from "../../tokens/theme";
import { chooseLanguage } from "../../words/language";
import { remember, remembered } from "../words/spoken";
import { i18n, speak } from "../words/words";

export interface Look {
  theme: Theme;
  density: Density;
}

/** What is preferred, and what holds where nothing is. */
export interface Preferred extends Look {
  language: string | null;
}

const KEY = "switchboard:look";
let stop = () => {};

/** As it was here last; the system's own where nobody has been here. */
export function lookAsRemembered(): void {
  show(read() ?? { theme: "SYSTEM", density: "COMPACT" });
}

export function lookAs({ theme, density, language }: Preferred, deskLanguage: string): void {
  const look = { theme, density };
  show(look);
  try {
    localStorage.setItem(KEY, JSON.stringify(look));
  } catch {
    // The browser keeps nothing: the next page begins as the system has it.
  }
  if (language !== null) {
    remember(chooseLanguage([language]));
  }
  const spoken = chooseLanguage([language ?? remembered() ?? deskLanguage]);
  if (spoken !== i18n.locale) {
    void speak(spoken);
  }
}

function show({ theme, density }: Look): void {
  const { dataset } = document.documentElement;
  stop();
  stop = () => {};
  if (theme === "SYSTEM") {
    stop = followTheme();
  } else {
    dataset["theme"] = theme.toLowerCase();
  }
  dataset["density"] = density.toLowerCase();
}

function read(): Look | undefined {
  try {
    const look = JSON.parse(localStorage.getItem(KEY) ?? "null") as Partial<Look> | null;
    return look?.theme && look.density ? { theme: look.theme, density: look.density } : undefined;
  } catch {
    return undefined;
  }
}
