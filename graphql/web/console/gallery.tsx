/** The console's half of the gallery: every `*.gallery.tsx`, found by its name. `?part=Button` shows one alone. */
import { setupI18n } from "@lingui/core";
import { I18nProvider } from "@lingui/react";
import type { ReactNode } from "react";
import { I18nProvider as AriaLocale } from "react-aria-components/I18nProvider";
import { createRoot } from "react-dom/client";
import { chooseLanguage } from "../words/language";
import { messagesOf } from "./words/words";

/** One part with a name for each of its states. */
export interface Story {
  name: string;
  /** Its states need the width of the page. */
  isWide?: boolean;
  states: Record<string, ReactNode>;
}

const files = import.meta.glob<Story>("./**/*.gallery.tsx", { eager: true, import: "default" });
const asked = new URLSearchParams(location.search);
const part = asked.get("part");
const language = chooseLanguage([asked.get("language") ?? ""]);
/** Of its own: the widget's half of the page speaks by the common one. */
const i18n = setupI18n({ locale: language, messages: { [language]: await messagesOf(language) } });

function Gallery() {
  return (
    <I18nProvider i18n={i18n}>
      <AriaLocale locale={language}>
        {Object.values(files)
          .filter(({ name }) => part === null || name === part)
          .map(({ name, isWide = false, states }) => (
            <section key={name} data-part={name}>
              <h2>{name}</h2>
              <div>
                {Object.entries(states).map(([state, node]) => (
                  <figure key={state} data-state={state} data-wide={isWide ? "" : undefined}>
                    <figcaption>{state}</figcaption>
                    {node}
                  </figure>
                ))}
              </div>
            </section>
          ))}
      </AriaLocale>
    </I18nProvider>
  );
}

const root = document.getElementById("console");
if (root) {
  createRoot(root).render(<Gallery />);
}
