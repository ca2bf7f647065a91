/** A template's texts: its languages with the missing ones marked, the text of one, and what can be put into it. */
import { msg } from "@lingui/core/macro";
import { Trans, useLingui } from "@lingui/react/macro";
import { Braces, Plus, Trash2 } from "lucide-react";
import { useRef, useState } from "react";
import type { ShownTemplateFragment } from "../../../client/operator/graphql";
import { Button } from "../../parts/button";
import { Icon } from "../../parts/icon";
import { IconButton } from "../../parts/icon_button";
import { Menu } from "../../parts/menu";
import { Picker } from "../../parts/picker";
import { TextArea } from "../../parts/text_area";
import { VARIABLES, type Variable } from "./fill";
import styles from "./template_texts.module.css";

export type Text = Omit<ShownTemplateFragment["texts"][number], "__typename">;

interface TemplateTextsProps {
  texts: readonly Text[];
  /** The one that is shown. */
  locale: string;
  defaultLocale: string;
  /** Languages that other templates have and this one has not. */
  missing: readonly string[];
  isDisabled: boolean;
  error: string | undefined;
  onLocale: (locale: string) => void;
  onChange: (texts: readonly Text[]) => void;
}

const WORDS = {
  "contact.first_name": msg`Customer's first name`,
  "contact.name": msg`Customer's name`,
  "contact.email": msg`Customer's email`,
  "contact.phone": msg`Customer's phone`,
  "contact.role": msg`Customer's role`,
  "operator.first_name": msg`Your first name`,
  "operator.name": msg`Your name`,
  "chat.number": msg`Number of the chat`,
  "chat.subject": msg`Subject of the chat`,
} as const satisfies Record<Variable, unknown>;

const OFFERED = [
  "ar",
  "de",
  "en",
  "es",
  "fr",
  "it",
  "ja",
  "nl",
  "pl",
  "pt",
  "ru",
  "tr",
  "uk",
  "zh",
];

export function TemplateTexts({
  texts,
  locale,
  defaultLocale,
  missing,
  isDisabled,
  error,
  onLocale,
  onChange,
}: TemplateTextsProps) {
  const { t, i18n } = useLingui();
  const area = useRef<HTMLTextAreaElement>(null);
  const [isAdding, setAdding] = useState(false);
  const languages = new Intl.DisplayNames(i18n.locale, { type: "language" });
  const called = (tag: string) => languages.of(tag) ?? tag;
  const text = texts.find((one) => one.locale === locale);
  const usual = texts.find((one) => one.locale === defaultLocale);
  const write = (body: string) =>
    onChange(texts.map((one) => (one.locale === locale ? { ...one, body } : one)));
  const add = (tag: string) => {
    onChange([...texts, { locale: tag, body: "", format: usual?.format ?? "PLAIN" }]);
    onLocale(tag);
  };
  const insert = (name: Variable) => {
    const field = area.current;
    const body = text?.body ?? "";
    const from = field?.selectionStart ?? body.length;
    const to = field?.selectionEnd ?? body.length;
    const put = `{{ ${name} }}`;
    write(body.slice(0, from) + put + body.slice(to));
    // After the menu has given the focus back to its button.
    setTimeout(() => {
      field?.focus();
      field?.setSelectionRange(from + put.length, from + put.length);
    });
  };
  return (
    <div className={styles.texts}>
      <fieldset className={styles.languages} aria-label={t`Languages`}>
        {texts.map((one) => (
          <button
            key={one.locale}
            type="button"
            className={styles.language}
            aria-pressed={one.locale === locale}
            title={called(one.locale)}
            onClick={() => onLocale(one.locale)}
          >
            {one.locale}
            {one.locale === defaultLocale && texts.length > 1 ? (
              <span className={styles.usual}>{t`usual`}</span>
            ) : null}
          </button>
        ))}
        {isDisabled
          ? null
          : missing.map((tag) => (
              <button
                key={tag}
                type="button"
                className={styles.missing}
                aria-label={t`${tag}: ${called(tag)} is missing, add it`}
                title={called(tag)}
                onClick={() => add(tag)}
              >
                <Icon of={Plus} size="small" />
                {tag}
              </button>
            ))}
        {isDisabled ? null : (
          <IconButton icon={Plus} label={t`Add a language`} onPress={() => setAdding(true)} />
        )}
      </fieldset>
      <TextArea
        ref={area}
        label={t`Text in ${called(locale)}`}
        help={text?.body === "" && usual && usual.locale !== locale ? usual.body : undefined}
        maxLength={16_384}
        value={text?.body ?? ""}
        error={error}
        isDisabled={isDisabled}
        onChange={write}
      />
      {isDisabled ? null : (
        <div className={styles.tools}>
          <Menu
            label={t`Variables`}
            placement="bottom start"
            trigger={
              <Button icon={Braces}>
                <Trans>Insert a variable</Trans>
              </Button>
            }
            sections={["contact.", "operator.", "chat."].map((group) =>
              VARIABLES.filter((name) => name.startsWith(group)).map((name) => ({
                id: name,
                text: i18n._(WORDS[name]),
                onAction: () => insert(name),
              })),
            )}
          />
          {texts.length > 1 && locale !== defaultLocale ? (
            <Button
              tone="quiet"
              icon={Trash2}
              onPress={() => {
                onChange(texts.filter((one) => one.locale !== locale));
                onLocale(defaultLocale);
              }}
            >
              <Trans>Remove this language</Trans>
            </Button>
          ) : null}
        </div>
      )}
      <Picker
        title={t`Add a language`}
        placeholder={t`Find a language`}
        sections={[
          {
            id: "languages",
            options: OFFERED.filter((tag) => !texts.some((one) => one.locale === tag)).map(
              (id) => ({ id, text: called(id), alias: id }),
            ),
          },
        ]}
        isOpen={isAdding}
        onClose={() => setAdding(false)}
        onChoose={(tag) => {
          setAdding(false);
          add(tag);
        }}
      />
    </div>
  );
}
