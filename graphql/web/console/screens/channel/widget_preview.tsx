/** The widget itself, as its pages load it, drawn with what stands in the form: in a frame of a page, or as wide as a phone. */
import { useLingui } from "@lingui/react/macro";
import { useEffect, useRef, useState } from "react";
import type { Preview, Previewed, PreviewModule } from "../../../preview/previewed";
import { LANGUAGES, type Language } from "../../../words/language";
import { address } from "../../address";
import { Problem } from "../../parts/problem";
import { Select } from "../../parts/select";
import { Switch } from "../../parts/switch";
import { ownName } from "../../words/spoken";
import styles from "./widget_preview.module.css";

type Shown = Omit<
  Previewed,
  "language" | "theme" | "isPhone" | "isOpen" | "isWithinHours" | "operatorNames" | "refusal"
>;

interface WidgetPreviewProps {
  channelKey: string;
  shown: Shown;
  onScreen: (screen: Shown["screen"]) => void;
  /** Who answers there. */
  operatorNames: string[];
  language: Language;
}

export function WidgetPreview(props: WidgetPreviewProps) {
  const { channelKey, shown, onScreen, operatorNames } = props;
  const { t } = useLingui();
  const place = useRef<HTMLDivElement>(null);
  const [preview, setPreview] = useState<Preview>();
  const [hasFailed, setFailed] = useState(false);
  const [tries, setTries] = useState(0);
  const [language, setLanguage] = useState(props.language);
  const [isOnline, setOnline] = useState(true);
  const [isWithinHours, setWithinHours] = useState(true);
  const [isPhone, setPhone] = useState(false);
  const [isDark, setDark] = useState(false);

  // biome-ignore lint/correctness/useExhaustiveDependencies: a further try is another one.
  useEffect(() => {
    let made: Preview | undefined;
    let isOver = false;
    load(channelKey).then(
      (create) => {
        if (!isOver && place.current) {
          made = create(place.current);
          setPreview(made);
          setFailed(false);
        }
      },
      () => setFailed(!isOver),
    );
    return () => {
      isOver = true;
      made?.end();
      setPreview(undefined);
    };
  }, [channelKey, tries]);
  useEffect(() => {
    void preview?.show({
      ...shown,
      language,
      theme: isDark ? "dark" : "light",
      isPhone,
      isOpen: true,
      isWithinHours,
      operatorNames: isOnline ? operatorNames : [],
      refusal: t`This is a preview: nothing is sent.`,
    });
  }, [preview, shown, language, isDark, isPhone, isOnline, isWithinHours, operatorNames, t]);

  const { askName, askEmail, consent } = shown;
  return (
    <section className={styles.preview} aria-label={t`Preview`}>
      <div className={styles.choices}>
        <Select
          label={t`Screen`}
          placeholder={t`Screen`}
          value={shown.screen}
          options={[
            { id: "home", text: t`Home` },
            ...(askName !== "NO" || askEmail !== "NO" ? [{ id: "before", text: t`Fields` }] : []),
            { id: "chat", text: t`Chat` },
            ...(consent ? [{ id: "consent", text: t`Consent` }] : []),
          ]}
          onChange={(id) => onScreen(id as Shown["screen"])}
        />
        <Select
          label={t`Language`}
          placeholder={t`Language`}
          value={language}
          options={LANGUAGES.map((id) => ({ id, text: ownName(id) }))}
          onChange={(id) => setLanguage(id as Language)}
        />
      </div>
      <div className={styles.switches}>
        <Switch label={t`Somebody is online`} isSelected={isOnline} onChange={setOnline} />
        <Switch
          label={t`Within business hours`}
          isSelected={isWithinHours}
          onChange={setWithinHours}
        />
        <Switch label={t`On a phone`} isSelected={isPhone} onChange={setPhone} />
        <Switch label={t`Dark`} isSelected={isDark} onChange={setDark} />
      </div>
      {hasFailed ? (
        <Problem
          message={t`The preview could not be loaded: a channel that is paused has none.`}
          onRetry={() => setTries(tries + 1)}
        />
      ) : null}
      <div
        ref={place}
        className={styles.stage}
        data-width={isPhone ? "phone" : "page"}
        data-theme={isDark ? "dark" : "light"}
        hidden={hasFailed}
      />
    </section>
  );
}

/** The app's name in the channel's script, which is the widget of today. A quote inside of a text is never bare. */
const APP = /"app":"(\/widget\/[\w.-]+\.js)"/;

async function load(channelKey: string): Promise<(place: HTMLElement) => Preview> {
  const answer = await fetch(address(`/widget/${encodeURIComponent(channelKey)}.js`));
  const app = answer.ok ? APP.exec(await answer.text())?.[1] : undefined;
  if (app === undefined) {
    throw new Error(`no widget: ${answer.status}`);
  }
  const module = (await import(/* @vite-ignore */ address(app as `/${string}`))) as PreviewModule;
  const { createPreview } = await module.preview();
  return createPreview;
}
