/** The console's half of the gallery: every `parts/*.gallery.tsx`, found by its name. */
import { i18n } from "@lingui/core";
import { I18nProvider } from "@lingui/react";
import type { ReactNode } from "react";
import { createRoot } from "react-dom/client";
import { speak } from "./words/words";

/** One part with a name for each of its states. */
export interface Story {
  name: string;
  states: Record<string, ReactNode>;
}

const files = import.meta.glob<Story>("./**/*.gallery.tsx", { eager: true, import: "default" });

function Gallery() {
  return (
    <I18nProvider i18n={i18n}>
      {Object.values(files).map(({ name, states }) => (
        <section key={name} data-part={name}>
          <h2>{name}</h2>
          {Object.entries(states).map(([state, node]) => (
            <figure key={state} data-state={state}>
              <figcaption>{state}</figcaption>
              {node}
            </figure>
          ))}
        </section>
      ))}
    </I18nProvider>
  );
}

const root = document.getElementById("console");
if (root) {
  await speak("en");
  createRoot(root).render(<Gallery />);
}
