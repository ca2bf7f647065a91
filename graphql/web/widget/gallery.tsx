/** The widget's half of the gallery: every `*.gallery.tsx`, in a shadow root as on a company's page. */
import { type ComponentChildren, render } from "preact";
import { STYLES } from "./styles";
import { speak } from "./words/words";

/** One part with a name for each of its states. */
export interface Story {
  name: string;
  states: Record<string, ComponentChildren>;
}

const files = import.meta.glob<Story>("./**/*.gallery.tsx", { eager: true, import: "default" });

function Gallery() {
  return Object.values(files).map(({ name, states }) => (
    <section key={name} data-part={name}>
      <h2>{name}</h2>
      {Object.entries(states).map(([state, node]) => (
        <figure key={state} data-state={state}>
          <figcaption>{state}</figcaption>
          {node}
        </figure>
      ))}
    </section>
  ));
}

const place = document.getElementById("widget");
if (place) {
  await speak("en");
  const root = place.attachShadow({ mode: "open" });
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(STYLES);
  root.adoptedStyleSheets = [sheet];
  render(<Gallery />, root);
}
