/** The frame of a page before the console: what it is about on a card, and the language that it is read in. */
import { useLingui } from "@lingui/react/macro";
import { Languages } from "lucide-react";
import { type ReactNode, useEffect } from "react";
import { LANGUAGES, type Language } from "../../words/language";
import { Icon } from "../parts/icon";
import { Mark } from "../parts/mark";
import { ownName, remember } from "../words/spoken";
import { speak } from "../words/words";
import styles from "./entrance.module.css";

interface EntranceProps {
  title: string;
  lead?: string;
  children: ReactNode;
  /** For what needs more room than a form of a few fields. */
  isWide?: boolean;
  /** Over the card: which step this is. */
  steps?: ReactNode;
}

export function Entrance({ title, lead, children, isWide = false, steps }: EntranceProps) {
  const { t, i18n } = useLingui();
  useEffect(() => {
    document.title = `${title} · Switchboard`;
  }, [title]);
  const choose = (language: Language) => {
    remember(language);
    void speak(language);
  };
  return (
    <div className={styles.page}>
      <main className={styles.main} data-width={isWide ? "wide" : "plain"}>
        {steps}
        <section className={styles.card}>
          <header className={styles.head}>
            <Mark />
            <h1 className={styles.title}>{title}</h1>
            {lead ? <p className={styles.lead}>{lead}</p> : null}
          </header>
          {children}
        </section>
      </main>
      <footer className={styles.foot}>
        <label className={styles.language}>
          <Icon of={Languages} size="small" />
          <select
            aria-label={t`Language`}
            value={i18n.locale}
            onChange={({ target }) => choose(target.value as Language)}
          >
            {LANGUAGES.map((language) => (
              <option key={language} value={language} lang={language}>
                {ownName(language)}
              </option>
            ))}
          </select>
        </label>
      </footer>
    </div>
  );
}
