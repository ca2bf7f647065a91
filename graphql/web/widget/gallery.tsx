/**
 * The widget's half of the gallery: every `*.gallery.tsx`, in a shadow root as on a company's page.
 * `?part=widget/Button` shows one alone.
 */
import { type ComponentChildren, render } from "preact";
import { chooseLanguage, directionOf } from "../words/language";
import look from "./gallery.css?inline";
import { STYLES } from "./styles";
import { speak } from "./words/words";

/** One part with a name for each of its states. */
export interface Story {
  name: string;
  states: Record<string, ComponentChildren>;
}

const files = import.meta.glob<Story>("./**/*.gallery.tsx", { eager: true, import: "default" });

const asked = new URLSearchParams(location.search);
const part = asked.get("part");
const language = chooseLanguage([asked.get("language") ?? ""]);

function Gallery() {
  return (
    <div data-theme={asked.get("theme") ?? "light"} lang={language} dir={directionOf(language)}>
      {Object.values(files)
        .filter(({ name }) => part === null || part === `widget/${name}`)
        .map(({ name, states }) => (
          <section key={name} data-part={name}>
            <h2>{name}</h2>
            <div>
              {Object.entries(states).map(([state, node]) => (
                <figure key={state} data-state={state}>
                  <figcaption>{state}</figcaption>
                  {node}
                </figure>
              ))}
            </div>
          </section>
        ))}
    </div>
  );
}

const place = document.getElementById("widget");
if (place) {
  await speak(language);
  const root = place.attachShadow({ mode: "open" });
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(STYLES + look);
  root.adoptedStyleSheets = [sheet];
  render(<Gallery />, root);
}
