/** The designer of a web chat: what its company chooses, and beside it the widget that shows it. */
import { Trans, useLingui } from "@lingui/react/macro";
import { type ReactNode, useMemo, useState } from "react";
import type { ShownChannelFragment } from "../../../client/operator/graphql";
import type { Asked, PreviewScreen } from "../../../preview/previewed";
import { chooseLanguage } from "../../../words/language";
import { address, origin } from "../../address";
import { Link } from "../../parts/link";
import { RadioGroup } from "../../parts/radio_group";
import { Switch } from "../../parts/switch";
import { Tabs } from "../../parts/tabs";
import { TextArea } from "../../parts/text_area";
import { TextField } from "../../parts/text_field";
import type { ChannelsData } from "./channels";
import { ColourField } from "./colour_field";
import { Contested } from "./contested";
import { Copied } from "./copied";
import styles from "./designer.module.css";
import { inSettings } from "./edits";
import { SecretFields } from "./secret_fields";
import type { ChannelEdit } from "./use_channel_edit";
import { ASKED, codeOf, IDENTITY_SECRET, isColour, USUAL } from "./web_settings";
import { WidgetPreview } from "./widget_preview";

interface DesignerProps {
  channel: ShownChannelFragment;
  data: ChannelsData;
  edit: ChannelEdit;
  isDisabled: boolean;
  general: ReactNode;
}

const at = inSettings;
const VERSION = at("consent", "version");
const TEXT = at("consent", "text");
const URL_OF = at("consent", "url");

export function Designer({ channel, data, edit, isDisabled, general }: DesignerProps) {
  const { t } = useLingui();
  const [tab, setTab] = useState("look");
  const [screen, setScreen] = useState<PreviewScreen>("home");
  const text = (place: string) => String(edit.value(place) ?? "");
  const is = (place: string) => edit.value(place) === true;
  const asked = (place: string) => (edit.value(place) ?? "NO") as Asked;
  const put = (place: string) => (value: string) =>
    edit.set(place, value === "" ? undefined : value);
  const field = (place: string) => ({
    value: text(place),
    error: edit.error(place),
    isDisabled,
    onChange: put(place),
  });
  const accent = edit.value(at("look", "accent")) ?? USUAL.accent;
  const hasConsent = edit.value(VERSION) !== undefined || edit.value(TEXT) !== undefined;
  const allowed = edit.value(at("allowed_origins"));
  const origins = Array.isArray(allowed) ? allowed.join("\n") : "";
  const desk = data.server.publicUrl ?? origin();
  const code = codeOf(desk, channel.key ?? "");
  const askedText: Record<Asked, string> = {
    NO: t`Not asked`,
    OPTIONAL: t`May be left empty`,
    REQUIRED: t`Needed`,
  };
  const askedOptions = ASKED.map((id) => ({ id, text: askedText[id] }));
  const go = (id: string) => {
    setTab(id);
    const first = asked(at("ask_name")) !== "NO" || asked(at("ask_email")) !== "NO";
    setScreen(
      id === "consent" && hasConsent ? "consent" : id === "fields" && first ? "before" : "home",
    );
  };

  const told = JSON.stringify({
    title: text(at("look", "title")) || (data.server.deskName ?? t`Support`),
    label: text(at("look", "label")) || t`Write to us`,
    failure: text(at("look", "failure")),
    accent: isColour(String(accent)) ? accent : USUAL.accent,
    onAccent: edit.value(at("look", "on_accent")) ?? USUAL.onAccent,
    side: edit.value(at("look", "side")) === "START" ? "start" : "end",
    greeting: text(at("greeting")) || null,
    closedText: text(at("closed_text")) || null,
    askName: asked(at("ask_name")),
    askEmail: asked(at("ask_email")),
    isIdentityRequired: is(at("is_identity_required")),
    consent: hasConsent
      ? { version: text(VERSION), text: text(TEXT), url: text(URL_OF) || null }
      : null,
    screen,
  });
  // The same settings are the same preview, however often the form is drawn.
  const shown = useMemo(() => JSON.parse(told), [told]);
  const names = useMemo(
    () => data.operators.nodes.slice(0, 3).map(({ name }) => name),
    [data.operators.nodes],
  );

  const tabs = [
    {
      id: "look",
      text: t({ message: "Look", context: "how the chat looks" }),
      content: (
        <>
          <ColourField
            value={String(accent)}
            error={edit.error(at("look", "accent"))}
            isDisabled={isDisabled}
            onChange={(colour) => edit.set(at("look", "accent"), colour)}
          />
          <Contested edit={edit} place={at("look", "accent")} />
          <RadioGroup
            label={t`Corner of the launcher`}
            value={String(edit.value(at("look", "side")) ?? USUAL.side)}
            options={[
              { id: "END", text: t`Where lines end` },
              { id: "START", text: t`Where lines begin` },
            ]}
            isDisabled={isDisabled}
            onChange={(id) => edit.set(at("look", "side"), id)}
          />
        </>
      ),
    },
    {
      id: "texts",
      text: t`Texts`,
      content: (
        <>
          <TextField
            {...field(at("look", "title"))}
            label={t`Over the chat`}
            help={t`The name under which you answer. Empty: the desk's name.`}
            maxLength={100}
          />
          <Contested edit={edit} place={at("look", "title")} />
          <TextArea
            {...field(at("greeting"))}
            label={t`Greeting`}
            help={t`Say what to include, so that the first message has it all.`}
          />
          <Contested edit={edit} place={at("greeting")} />
          <TextArea
            {...field(at("closed_text"))}
            label={t`Outside of business hours`}
            help={t`In the place of the greeting; when you are back is told beside it. Empty: the greeting.`}
          />
          <Contested edit={edit} place={at("closed_text")} />
          <TextField
            {...field(at("look", "label"))}
            label={t`What the launcher says to those who cannot see it`}
            maxLength={100}
          />
          <TextField
            {...field(at("look", "failure"))}
            label={t`What is said where the chat cannot be loaded`}
            maxLength={100}
          />
        </>
      ),
    },
    {
      id: "fields",
      text: t`Fields`,
      content: (
        <>
          <RadioGroup
            label={t`Name`}
            value={asked(at("ask_name"))}
            options={askedOptions}
            isDisabled={isDisabled}
            onChange={(id) => edit.set(at("ask_name"), id)}
          />
          <RadioGroup
            label={t`Email`}
            value={asked(at("ask_email"))}
            options={askedOptions}
            isDisabled={isDisabled}
            onChange={(id) => edit.set(at("ask_email"), id)}
          />
          <Switch
            label={t`Only whom your page has signed in`}
            help={
              edit.error(at("is_identity_required")) ??
              t`Your page says who somebody is, by a signed token.`
            }
            isSelected={is(at("is_identity_required"))}
            isDisabled={isDisabled}
            onChange={(next) => edit.set(at("is_identity_required"), next)}
          />
          {isDisabled ? null : (
            <SecretFields
              key={channel.version}
              names={[{ name: IDENTITY_SECRET, isRequired: false }]}
              values={edit.secrets}
              isKept
              error={edit.secretsError}
              onChange={edit.setSecrets}
            />
          )}
        </>
      ),
    },
    {
      id: "consent",
      text: t`Consent`,
      content: (
        <>
          <Switch
            label={t`Ask for consent`}
            help={t`Before it, nothing of a visitor is kept.`}
            isSelected={hasConsent}
            isDisabled={isDisabled}
            onChange={(next) => {
              edit.setMany({
                [VERSION]: next ? "1" : undefined,
                [TEXT]: next ? t`I agree that what I write here is kept to answer me.` : undefined,
                [URL_OF]: undefined,
              });
              setScreen(next ? "consent" : "home");
            }}
          />
          {hasConsent ? (
            <>
              <TextArea {...field(TEXT)} label={t`Text`} isRequired />
              <Contested edit={edit} place={TEXT} />
              <TextField
                {...field(VERSION)}
                label={t`Version`}
                help={t`Another text has another version: consents name it.`}
                isRequired
              />
              <TextField {...field(URL_OF)} label={t`Page that it links`} type="url" />
            </>
          ) : null}
        </>
      ),
    },
    {
      id: "where",
      text: t`Where`,
      content: (
        <>
          <TextArea
            label={t`Pages that may show the chat`}
            help={t`One a line, such as https://shop.example.com. Others are refused.`}
            value={origins}
            error={edit.error(at("allowed_origins"))}
            isDisabled={isDisabled}
            onChange={(next) =>
              edit.set(at("allowed_origins"), next === "" ? undefined : next.split("\n"))
            }
          />
          <Contested edit={edit} place={at("allowed_origins")} />
          <p className={styles.test}>
            <Link href={address(`/chat/${channel.key}`)} isExternal>
              <Trans>Test page</Trans>
            </Link>
          </p>
        </>
      ),
    },
    {
      id: "code",
      text: t`Code`,
      content: (
        <>
          <Copied
            title={t`For your pages`}
            text={t`Before the end of the body, on each page that shows the chat.`}
            code={code.snippet}
          />
          <Copied
            title={t`For your policy`}
            text={t`Where your pages have a Content-Security-Policy, it needs these.`}
            code={code.policy}
          />
          <Copied
            title={t`Who is signed in`}
            text={t`With the identity secret, on your own server.`}
            code={code.identity}
          />
        </>
      ),
    },
    { id: "general", text: t`General`, content: general },
  ];
  return (
    <div className={styles.designer}>
      <Tabs
        label={t`Parts of the web chat`}
        value={tab}
        onChange={go}
        tabs={tabs.map((one) => ({
          ...one,
          content: <div className={styles.fields}>{one.content}</div>,
        }))}
      />
      {channel.key ? (
        <WidgetPreview
          channelKey={channel.key}
          shown={shown}
          onScreen={setScreen}
          operatorNames={names}
          language={chooseLanguage([data.server.defaultLanguage])}
        />
      ) : null}
    </div>
  );
}
