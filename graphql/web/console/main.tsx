/** Where the console begins: language, theme, the GraphQL client, then the screen that the address names. */
import "../tokens/tokens.css";
import "../tokens/base.css";
import { i18n } from "@lingui/core";
import { I18nProvider } from "@lingui/react";
import { I18nProvider as AriaLocale } from "react-aria-components/I18nProvider";
import { createRoot } from "react-dom/client";
import { followTheme } from "../tokens/theme";
import { chooseLanguage } from "../words/language";
import { LiveProvider } from "./live/provider";
import { startLive } from "./live/start";
import { Shell } from "./shell";
import { speak } from "./words/words";

const language = chooseLanguage(navigator.languages);
followTheme();
const [live] = await Promise.all([startLive(), speak(language)]);

const root = document.getElementById("console");
if (root) {
  createRoot(root).render(
    <I18nProvider i18n={i18n}>
      <AriaLocale locale={language}>
        <LiveProvider live={live}>
          <Shell />
        </LiveProvider>
      </AriaLocale>
    </I18nProvider>,
  );
}
