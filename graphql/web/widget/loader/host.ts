/** The widget's element in a foreign page: a shadow root with the launcher, and the app once it was fetched. */

import { inkOn } from "../../tokens/ink";
import { chooseLanguage, directionOf, type Language } from "../../words/language";
import type { App, Emit } from "../calls";
import type { Settings } from "../settings";
import styles from "./host.css?inline";
import { keepAttached } from "./keep_attached";
import { launcher } from "./launcher";
import { setBox, shield } from "./shield";
import { isUnderWay } from "./under_way";

export interface Host {
  attach: () => void;
  app: () => Promise<App>;
  open: () => void;
  close: () => void;
  toggle: () => void;
  hide: () => void;
  show: () => void;
  mount: (place: Element) => void;
}

/** The attributes of the script: `data-language`, and `data-mount`, the selector of where it stands. */
type Attributes = { language?: string; mount?: string } | DOMStringMap;

export function createHost(settings: Settings, script: Attributes, emit: Emit): Host {
  const element = document.createElement("switchboard-widget");
  const root = element.attachShadow({ mode: "open" });
  const wrapper = document.createElement("div");
  const button = launcher(settings);
  let fetched: Promise<App> | undefined;
  let inline: Element | undefined;
  let isOpen = false;
  let tries = 0;
  let isRefused = false;

  const sheet = new CSSStyleSheet();
  sheet.replaceSync(styles);
  // Constructed, so that a page without `unsafe-inline` takes it.
  root.adoptedStyleSheets = [sheet];
  wrapper.className = "wrapper";
  wrapper.dataset["side"] = settings.side;
  wrapper.style.setProperty("--accent", settings.accent);
  wrapper.style.setProperty("--on-accent", inkOn(settings.accent, settings.onAccent));
  wrapper.append(button.element);
  root.append(wrapper);
  // Frameworks that replace the body keep what has an id and says so.
  element.id = "switchboard-widget";
  element.setAttribute("data-turbo-permanent", "");
  setBox(element, settings.layer, false);
  shield(root);

  const language = known([script.language, document.documentElement.lang, ...navigator.languages]);
  const speak = (spoken: Language) => {
    wrapper.lang = spoken;
    wrapper.dir = directionOf(spoken);
  };
  if (language) {
    speak(language);
  }

  const app = (): Promise<App> => {
    if (isRefused) {
      return Promise.reject(new Error("The desk does not let this page show the chat."));
    }
    // A browser remembers that a module did not come: the next try has another address.
    const again = tries > 0 ? `?${tries}` : "";
    fetched ??= import(/* @vite-ignore */ settings.origin + settings.app + again).then(
      (module: typeof import("../app")) =>
        module.mount(settings, {
          root,
          wrapper,
          language,
          isInline: () => inline !== undefined,
          emit,
          open,
          close,
          badge: button.badge,
          speak,
          refuse,
        }),
    );
    fetched.then(
      () => emit("ready", undefined),
      // The next press tries again.
      () => {
        fetched = undefined;
        tries += 1;
      },
    );
    return fetched;
  };

  const show = (wanted: boolean): void => {
    if (isOpen === wanted || (inline && !wanted)) {
      return;
    }
    isOpen = wanted;
    button.say(isOpen ? "open" : "closed");
    emit(isOpen ? "open" : "close", undefined);
    app().then(
      // Pressed again while it came: what was wanted last holds.
      (come) => come.show(isOpen),
      (error: unknown) => {
        isOpen = false;
        button.say("failed");
        emit("error", error as Error);
      },
    );
  };
  const open = () => show(true);
  const close = () => show(false);
  const toggle = () => show(!isOpen);
  const warm = () => void app().catch(() => undefined);

  const kept = keepAttached(element, () => void fetched?.then((come) => come.moved()));
  const attach = () => {
    const place = script.mount ? document.querySelector(script.mount) : null;
    if (place) {
      mount(place);
      return;
    }
    kept.in(() => inline ?? document.body);
    // Somebody who has a chat is told of its answers on every page.
    if (isUnderWay(settings.key)) {
      (globalThis.requestIdleCallback ?? setTimeout)(warm);
    }
  };
  const mount = (place: Element) => {
    if (!(place instanceof Element)) {
      throw new TypeError("Switchboard.mount takes an element of the page: it got none.");
    }
    inline = place;
    wrapper.dataset["mode"] = "inline";
    setBox(element, settings.layer, true);
    kept.in(() => inline ?? document.body);
    isOpen = false;
    open();
  };
  const refuse = (reason: string) => {
    isRefused = true;
    kept.stop();
    element.remove();
    // biome-ignore lint/suspicious/noConsole: the page's author is told here alone, once.
    console.error(`Switchboard: ${reason}`);
  };

  button.element.addEventListener("pointerenter", warm);
  button.element.addEventListener("focus", warm);
  button.element.addEventListener("click", toggle);

  return {
    attach,
    app,
    open,
    close,
    toggle,
    hide: () => wrapper.toggleAttribute("data-hidden", true),
    show: () => wrapper.toggleAttribute("data-hidden", false),
    mount,
  };
}

/** The first of these languages that there are words for; none: the channel says it. */
function known(wanted: readonly (string | undefined)[]): Language | undefined {
  const tags = wanted.flatMap((tag) => tag || []);
  const isSpoken = tags.find((tag) => chooseLanguage([tag]) !== "en" || /^en\b/i.test(tag));
  return isSpoken === undefined ? undefined : chooseLanguage([isSpoken]);
}
