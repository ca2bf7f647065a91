/** Nothing was found: how the query was understood, and what to leave out or put in its place. */
import { useLingui } from "@lingui/react/macro";
import { SearchX } from "lucide-react";
import { Button } from "../../parts/button";
import { Icon } from "../../parts/icon";
import { isSame, type SearchQuery, writeCondition } from "../../search";
import { type Meant, meant } from "./meant";
import styles from "./understood.module.css";
import type { Choices } from "./use_choices";

interface UnderstoodProps {
  query: SearchQuery;
  /** Of all kinds. */
  isNothing: boolean;
  choices: Choices;
  onChange: (query: SearchQuery) => void;
}

export function Understood({ query, isNothing, choices, onChange }: UnderstoodProps) {
  const { t } = useLingui();
  const words = query.words.trim();
  return (
    <div className={styles.nothing}>
      <span className={styles.icon}>
        <Icon of={SearchX} size="large" />
      </span>
      <p className={styles.title}>
        {isNothing ? t`Nothing was found.` : t`Nothing of this kind was found.`}
      </p>
      <section className={styles.understood} aria-label={t`Looked for`}>
        <h2 className={styles.heading}>{t`Looked for`}</h2>
        <ul className={styles.list}>
          {words === "" ? null : (
            <li className={styles.item}>
              <span className={styles.what}>
                {t`Words`}: <bdi>{words}</bdi>
              </span>
              {query.conditions.length > 0 ? (
                <Button tone="quiet" onPress={() => onChange({ ...query, words: "" })}>
                  {t`Leave out`}
                </Button>
              ) : null}
            </li>
          )}
          {query.conditions.map((condition) => (
            <li key={writeCondition(condition)} className={styles.item}>
              <bdi className={styles.what}>{choices.say(condition)}</bdi>
              <Button
                tone="quiet"
                onPress={() =>
                  onChange({
                    ...query,
                    conditions: query.conditions.filter((one) => !isSame(one, condition)),
                  })
                }
              >
                {t`Leave out`}
              </Button>
            </li>
          ))}
        </ul>
      </section>
    </div>
  );
}

interface MeantLineProps {
  query: SearchQuery;
  choices: Choices;
  onChange: (query: SearchQuery) => void;
}

/** Of names that there are not: the ones that are nearest to them. */
export function MeantLine({ query, choices, onChange }: MeantLineProps) {
  const { t } = useLingui();
  const found = choices.isKnown ? meant(query, choices.values) : [];
  if (found.length === 0) {
    return null;
  }
  return (
    <p className={styles.meant}>
      {t`Did you mean`}
      {found.map(({ instead, query: next }: Meant) => (
        <Button key={writeCondition(instead)} onPress={() => onChange(next)}>
          <bdi>{choices.say(instead)}</bdi>
        </Button>
      ))}
    </p>
  );
}
