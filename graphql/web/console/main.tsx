/** Where the console begins: the language and the theme, then whoever is there. */
import "../tokens/tokens.css";
import "../tokens/base.css";
import { i18n } from "@lingui/core";
import { I18nProvider } from "@lingui/react";
import { useLingui } from "@lingui/react/macro";
import { I18nProvider as AriaLocale } from "react-aria-components/I18nProvider";
import { createRoot } from "react-dom/client";
import { Router } from "wouter";
import { BASE } from "./address";
import { Entry } from "./entry";
import { lookAsRemembered } from "./shell";
import { firstLanguage } from "./words/spoken";
import { speak } from "./words/words";

function Console() {
  const { i18n: spoken } = useLingui();
  return (
    <AriaLocale locale={spoken.locale}>
      <Router base={BASE}>
        <Entry />
      </Router>
    </AriaLocale>
  );
}

lookAsRemembered();
await speak(firstLanguage());

const root = document.getElementById("console");
if (root) {
  createRoot(root).render(
    <I18nProvider i18n={i18n}>
      <Console />
    </I18nProvider>,
  );
}
