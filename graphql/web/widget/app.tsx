/** The widget itself, which the loader imports and mounts in its shadow root. */

import { signal } from "@preact/signals";
import { render } from "preact";
import { chooseLanguage, directionOf } from "../words/language";
import { request } from "./live/request";
import { OPENING } from "./screens/opening";
import { Panel } from "./screens/panel";
import type { Settings } from "./settings";
import { STYLES } from "./styles";
import { speak } from "./words/words";

export interface App {
  show: (isOpen: boolean) => void;
}

/** The page says its language on the script or on itself; else the reader's browser does. */
const wanted = () => [document.documentElement.lang, ...navigator.languages];

export async function mount(
  root: ShadowRoot,
  wrapper: HTMLElement,
  settings: Settings,
  onClose: () => void,
): Promise<App> {
  const language = chooseLanguage(wanted());
  await speak(language);
  const variables = { channelKey: settings.key, language };
  const { widget } = await request(settings.origin, OPENING, variables);
  wrapper.lang = language;
  wrapper.dir = directionOf(language);

  const sheet = new CSSStyleSheet();
  sheet.replaceSync(STYLES);
  root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet];

  const isOpen = signal(false);
  const place = document.createElement("div");
  wrapper.prepend(place);
  render(
    <Panel isOpen={isOpen} label={settings.label} opening={widget} onClose={onClose} />,
    place,
  );
  return {
    show: (shown) => {
      isOpen.value = shown;
    },
  };
}
