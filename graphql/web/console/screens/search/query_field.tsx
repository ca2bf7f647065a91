/** The line of the search: what narrows it stands in chips, what is typed after them is completed. */
import { useLingui } from "@lingui/react/macro";
import { Search, X } from "lucide-react";
import { type KeyboardEvent, type Ref, useId, useState } from "react";
import { Chip } from "../../parts/chip";
import { Icon } from "../../parts/icon";
import { IconButton } from "../../parts/icon_button";
import { isComposed } from "../../parts/ime";
import {
  isSame,
  readTyped,
  type SearchQuery,
  withCondition,
  writeCondition,
  writeQuery,
} from "../../search";
import { completions } from "./completions";
import styles from "./query_field.module.css";
import type { Choices } from "./use_choices";

interface QueryFieldProps {
  query: SearchQuery;
  onChange: (query: SearchQuery) => void;
  choices: Choices;
  /** Why it cannot be asked like this. */
  error: string | undefined;
  /** On to what was found. */
  onLeave: () => void;
  ref: Ref<HTMLInputElement>;
}

export function QueryField({ query, onChange, choices, error, onLeave, ref }: QueryFieldProps) {
  const { t } = useLingui();
  const base = useId();
  const [isOpen, setOpen] = useState(false);
  const [at, setAt] = useState(-1);
  const { conditions, words } = query;
  const offered = isOpen ? completions(query, choices.values) : [];
  const marked = offered[at];

  const put = (next: SearchQuery) => {
    onChange(next);
    setOpen(true);
    setAt(-1);
  };
  const type = (text: string) => {
    const typed = readTyped(text);
    put({ conditions: typed.conditions.reduce(withCondition, conditions), words: typed.words });
  };
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    if (isComposed(event.nativeEvent)) {
      return;
    }
    const { key, currentTarget } = event;
    const isAtStart = currentTarget.selectionStart === 0 && currentTarget.selectionEnd === 0;
    if (key === "Enter" || (key === "Tab" && marked)) {
      event.preventDefault();
      if (marked) {
        put(marked.query);
      } else {
        setOpen(false);
        type(`${words} `);
        onLeave();
      }
    } else if (key === "ArrowDown" || key === "ArrowUp") {
      event.preventDefault();
      const step = key === "ArrowDown" ? 1 : -1;
      if (offered.length > 0) {
        setAt((at + step + offered.length + (at < 0 && step < 0 ? 1 : 0)) % offered.length);
      } else if (step > 0) {
        onLeave();
      }
    } else if (key === "Escape" && offered.length > 0) {
      event.stopPropagation();
      setOpen(false);
    } else if (key === "Backspace" && isAtStart && conditions.length > 0) {
      event.preventDefault();
      put({ ...query, conditions: conditions.slice(0, -1) });
    }
  };

  return (
    <div className={styles.field}>
      <div className={styles.box} data-invalid={error ? "" : undefined}>
        <Icon of={Search} />
        {conditions.map((condition) => {
          const text = choices.say(condition);
          return (
            <Chip
              key={writeCondition(condition)}
              text={text}
              tone={condition.isExcluded ? "danger" : "accent"}
              onRemove={() =>
                put({ ...query, conditions: conditions.filter((one) => !isSame(one, condition)) })
              }
              removeLabel={t`Remove ${text}`}
            />
          );
        })}
        <input
          ref={ref}
          className={styles.input}
          role="combobox"
          aria-label={t`Search`}
          aria-autocomplete="list"
          aria-expanded={offered.length > 0}
          aria-controls={offered.length > 0 ? base : undefined}
          aria-activedescendant={marked ? `${base}${at}` : undefined}
          aria-invalid={error ? true : undefined}
          aria-describedby={error ? `${base}error` : undefined}
          autoComplete="off"
          spellCheck={false}
          dir="auto"
          placeholder={conditions.length === 0 ? t`Words, a name, a number, or label:` : undefined}
          value={words}
          onChange={({ target }) => type(target.value)}
          onKeyDown={onKeyDown}
          onFocus={() => setAt(-1)}
          onBlur={() => setOpen(false)}
        />
        {writeQuery(query) === "" ? null : (
          <IconButton
            icon={X}
            label={t`Empty`}
            onPress={() => onChange({ conditions: [], words: "" })}
          />
        )}
      </div>
      {offered.length > 0 ? (
        <div id={base} role="listbox" aria-label={t`Completions`} className={styles.list}>
          {offered.map(({ id, name, value, query: next }, place) => {
            const choice = choices.values[name].find((one) => one.value === value);
            return (
              // The keys are the field's, which keeps the focus.
              // biome-ignore lint/a11y/useKeyWithClickEvents: see above
              // biome-ignore lint/a11y/useFocusableInteractive: see above
              <div
                key={id}
                id={`${base}${place}`}
                role="option"
                aria-selected={place === at}
                className={styles.option}
                onPointerDown={(event) => event.preventDefault()}
                onClick={() => put(next)}
              >
                {value === undefined ? (
                  <>
                    <code className={styles.name}>{name}:</code>
                    <span className={styles.help}>{choices.titles[name]}</span>
                  </>
                ) : (
                  <>
                    {choice?.mark}
                    <bdi className={styles.text}>{choice?.text}</bdi>
                    <span className={styles.help}>{choices.titles[name]}</span>
                  </>
                )}
              </div>
            );
          })}
        </div>
      ) : null}
      {error ? (
        <p id={`${base}error`} className={styles.error} role="alert">
          {error}
        </p>
      ) : null}
    </div>
  );
}
