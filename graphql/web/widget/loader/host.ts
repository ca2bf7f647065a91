/** The widget's element in a foreign page: a shadow root with the launcher, and the app once it was fetched. */
import type { App } from "../app";
import type { Settings } from "../settings";
import styles from "./host.css?inline";
import { launcher } from "./launcher";

export interface Host {
  attach: () => void;
  open: () => void;
  close: () => void;
  toggle: () => void;
}

export function createHost(settings: Settings): Host {
  const element = document.createElement("switchboard-widget");
  const root = element.attachShadow({ mode: "open" });
  const wrapper = document.createElement("div");
  const button = launcher(settings);
  let fetched: Promise<App> | undefined;
  let isOpen = false;

  const sheet = new CSSStyleSheet();
  sheet.replaceSync(styles);
  // Constructed, so that a page without `unsafe-inline` takes it.
  root.adoptedStyleSheets = [sheet];
  wrapper.className = "wrapper";
  wrapper.append(button.element);
  root.append(wrapper);
  shield(element, settings);

  const fetchApp = (): Promise<App> => {
    fetched ??= import(/* @vite-ignore */ settings.origin + settings.app).then(
      (module: typeof import("../app")) => module.mount(root, wrapper, settings, () => show(false)),
    );
    fetched.catch(() => {
      // The next press tries again.
      fetched = undefined;
    });
    return fetched;
  };

  const show = (wanted: boolean): void => {
    if (isOpen === wanted) {
      return;
    }
    isOpen = wanted;
    button.say(isOpen ? "open" : "closed");
    fetchApp().then(
      // Pressed again while it came: what was wanted last holds.
      (app) => app.show(isOpen),
      () => {
        isOpen = false;
        button.say("failed");
      },
    );
  };

  const toggle = () => show(!isOpen);
  const warm = () => void fetchApp().catch(() => undefined);
  button.element.addEventListener("pointerenter", warm);
  button.element.addEventListener("focus", warm);
  button.element.addEventListener("click", toggle);

  return {
    attach: () => document.body.append(element),
    open: () => show(true),
    close: () => show(false),
    toggle,
  };
}

/** A page's `* {..}` beats `:host`, so that the element's own box is set with priority. */
function shield(element: HTMLElement, { layer }: Settings): void {
  const box = {
    all: "initial",
    position: "fixed",
    "inset-block-end": "0",
    "inset-inline-end": "0",
  };
  for (const [name, value] of Object.entries({ ...box, "z-index": String(layer) })) {
    element.style.setProperty(name, value, "important");
  }
}
