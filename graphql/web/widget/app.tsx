/** The widget itself, which the loader imports and mounts in its shadow root. */

import { render } from "preact";
import { followTheme } from "../tokens/theme";
import { chooseLanguage } from "../words/language";
import type { App, Surroundings } from "./calls";
import { OPENING } from "./live/documents";
import { RequestError, request } from "./live/request";
import { Widget } from "./live/widget";
import { Panel, present } from "./screens/panel";
import type { Settings } from "./settings";
import { STYLES } from "./styles";

/** For the console's designer: a chunk of its own, which no customer loads. */
export const preview = () => import("./preview");

/** Is all of the page the chat's: then it has more room than a conversation needs. */
const isOwnPage = ({ origin, key }: Settings) =>
  location.origin + location.pathname === `${origin}/chat/${encodeURIComponent(key)}`;

export async function mount(settings: Settings, around: Surroundings): Promise<App> {
  const { root, wrapper, language } = around;
  const variables = { channelKey: settings.key, language: language ?? null };
  const opening = await request(settings.origin, OPENING, variables).catch((error: unknown) => {
    if (error instanceof RequestError && ["FORBIDDEN", "NOT_FOUND"].includes(error.code)) {
      around.refuse(error.message);
    }
    throw error;
  });
  const widget = new Widget(settings, around, opening);
  // Where neither the page nor the reader speaks a language that there are words for, the company's is.
  await widget.begin(language ?? chooseLanguage([opening.widget.language]));

  const sheet = new CSSStyleSheet();
  sheet.replaceSync(STYLES);
  root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet];
  followTheme(wrapper);
  const place = document.createElement("div");
  place.className = "place";
  place.toggleAttribute("data-page", isOwnPage(settings));
  wrapper.prepend(place);
  render(<Panel widget={widget} />, place);

  return {
    show: (isOpen) => {
      widget.isOpen.value = isOpen;
    },
    moved: () => {
      const dialog = place.querySelector("dialog");
      if (dialog?.open) {
        // Out of the page it left the top layer, which its attribute does not tell.
        dialog.open = false;
        present(dialog, around.isInline());
      }
    },
    calls: widget.calls,
  };
}
