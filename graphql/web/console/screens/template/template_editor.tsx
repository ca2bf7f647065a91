/** One template: its shortcut and texts, a preview as somebody real, and which macros use it. */
import { Plural, Trans, useLingui } from "@lingui/react/macro";
import { Plus, Trash2, Zap } from "lucide-react";
import { useState } from "react";
import type {
  SharingScope,
  ShownMacroFragment,
  ShownTemplateFragment,
} from "../../../client/operator/graphql";
import {
  DeleteDialog,
  Editor,
  Elsewhere,
  ScopeField,
  useEdited,
  useSave,
  useScopeText,
} from "../../library";
import { Button } from "../../parts/button";
import { IconButton } from "../../parts/icon_button";
import { TextField } from "../../parts/text_field";
import { TEMPLATE_CREATE, TEMPLATE_DELETE, TEMPLATE_UPDATE } from "./documents";
import { newOf } from "./kinds";
import { missingOf } from "./locales";
import styles from "./template_editor.module.css";
import { TemplatePreview } from "./template_preview";
import { TemplateTexts, type Text } from "./template_texts";

interface TemplateEditorProps {
  /** None where it is new. */
  template: ShownTemplateFragment | undefined;
  all: readonly ShownTemplateFragment[];
  macros: readonly ShownMacroFragment[];
  teams: readonly { id: string; text: string }[];
  mayShare: boolean;
  onOpen: (id: string | undefined, isQuiet?: boolean) => void;
  /** Begins a macro that says this template first. */
  onMacro: (template: ShownTemplateFragment) => void;
}

interface Values {
  title: string;
  shortcut: string;
  folder: string;
  texts: readonly Text[];
  scope: SharingScope;
  teamId: string | null;
}

export function TemplateEditor(props: TemplateEditorProps) {
  const { template, all, macros, teams, mayShare, onOpen, onMacro } = props;
  const { t, i18n } = useLingui();
  const scopeText = useScopeText();
  const defaultLocale = template?.defaultLocale ?? i18n.locale;
  const [shown, setShown] = useState(defaultLocale);
  const [isDeleting, setDeleting] = useState(false);
  const theirs: Values = template
    ? {
        title: template.title,
        shortcut: template.shortcut,
        folder: template.folder ?? "",
        texts: template.texts.map(({ locale, body, format }) => ({ locale, body, format })),
        scope: template.scope,
        teamId: template.team?.id ?? null,
      }
    : {
        title: "",
        shortcut: "",
        folder: "",
        texts: [{ locale: defaultLocale, body: "", format: "PLAIN" }],
        scope: "OWN",
        teamId: null,
      };
  const edited = useEdited(template?.id ?? newOf("template"), theirs);
  const { values, changes, set } = edited;
  const fields = ["title", "shortcut", "folder", "texts", "teamId"];
  const saving = useSave(fields);
  const { save, problems, setProblems } = saving;
  const { save: saveOther, problems: otherProblems } = useSave([]);
  const isReadOnly = template !== undefined && template.scope !== "OWN" && !mayShare;
  const locale = values.texts.some((one) => one.locale === shown) ? shown : defaultLocale;
  const text = values.texts.find((one) => one.locale === locale);
  const users = macros.filter(({ acts }) =>
    acts?.some(({ templateId }) => templateId === template?.id),
  );

  const submit = async () => {
    const empty = values.texts.find(({ body }) => body.trim() === "");
    const needed = {
      ...(values.title.trim() === "" && { title: t`This is needed.` }),
      ...(values.shortcut.trim() === "" && { shortcut: t`This is needed.` }),
      ...(empty && { texts: t`Write something, or remove this language.` }),
    };
    if (Object.keys(needed).length > 0) {
      setProblems(needed);
      if (empty) {
        setShown(empty.locale);
      }
      return;
    }
    const folder = values.folder.trim() === "" ? null : values.folder;
    if (template) {
      const { title, shortcut, texts } = changes;
      const input = {
        templateId: template.id,
        expectedVersion: template.version,
        ...(title !== undefined && { title }),
        ...(shortcut !== undefined && { shortcut }),
        ...(changes.folder !== undefined && { folder }),
        ...(texts && { texts: [...texts] }),
      };
      if (await save(TEMPLATE_UPDATE, input)) {
        edited.discard();
      }
      return;
    }
    const { title, shortcut, texts, scope, teamId } = values;
    const input = { title, shortcut, folder, texts: [...texts], scope, teamId, defaultLocale };
    const made = await save(TEMPLATE_CREATE, input);
    if (made?.template) {
      edited.discard();
      onOpen(made.template.id, true);
    }
  };
  const remove = async () => {
    if (template && (await saveOther(TEMPLATE_DELETE, { templateId: template.id }))) {
      edited.discard();
      onOpen(undefined, true);
    }
  };

  return (
    <Editor
      title={template ? template.title : t`New template`}
      about={
        template ? (
          <>
            <bdi>/{template.shortcut}</bdi>
            <span>{scopeText(template)}</span>
            <span>
              <Plural
                value={template.useCount}
                _0="not used yet"
                one="used once"
                other="used # times"
              />
            </span>
          </>
        ) : undefined
      }
      actions={
        template && !isReadOnly ? (
          <IconButton icon={Trash2} label={t`Delete…`} onPress={() => setDeleting(true)} />
        ) : undefined
      }
      isNew={!template}
      edited={edited}
      saving={saving}
      readOnly={
        isReadOnly
          ? t`To change what others use too you need the permission “Manage templates”.`
          : undefined
      }
      onSave={() => void submit()}
      onGiveUp={() => onOpen(undefined)}
    >
      <div>
        <TextField
          label={t`Title`}
          isFirst={!template}
          maxLength={200}
          value={values.title}
          error={problems["title"]}
          isDisabled={isReadOnly}
          onChange={(title) => set({ title })}
        />
        <Elsewhere edited={edited} field="title">
          <bdi>{theirs.title}</bdi>
        </Elsewhere>
      </div>
      <div className={styles.pair}>
        <div>
          <TextField
            label={t`Shortcut`}
            help={t`Typed behind a slash in the field of a message.`}
            maxLength={64}
            value={values.shortcut}
            error={problems["shortcut"]}
            isDisabled={isReadOnly}
            onChange={(shortcut) => set({ shortcut: shortcut.replace(/^\//, "") })}
          />
          <Elsewhere edited={edited} field="shortcut">
            <bdi>{theirs.shortcut}</bdi>
          </Elsewhere>
        </div>
        <div>
          <TextField
            label={t`Folder`}
            maxLength={200}
            value={values.folder}
            error={problems["folder"]}
            isDisabled={isReadOnly}
            onChange={(folder) => set({ folder })}
          />
          <Elsewhere edited={edited} field="folder">
            <bdi>{theirs.folder}</bdi>
          </Elsewhere>
        </div>
      </div>
      <div>
        <TemplateTexts
          texts={values.texts}
          locale={locale}
          defaultLocale={defaultLocale}
          missing={missingOf(values.texts, all)}
          isDisabled={isReadOnly}
          error={problems["texts"]}
          onLocale={setShown}
          onChange={(texts) => set({ texts })}
        />
        <Elsewhere edited={edited} field="texts">
          <bdi>{theirs.texts.find((one) => one.locale === locale)?.body}</bdi>
        </Elsewhere>
      </div>
      <TemplatePreview
        body={text?.body ?? ""}
        locale={locale}
        templateId={changes.texts ? undefined : template?.id}
      />
      {template ? (
        <section className={styles.then} aria-label={t`Macros that say it`}>
          <h3 className={styles.title}>
            <Trans>Macros that say it</Trans>
          </h3>
          {users.map((macro) => (
            <span key={macro.id}>
              <Button tone="quiet" icon={Zap} onPress={() => onOpen(macro.id)}>
                <bdi>{macro.title}</bdi>
              </Button>
            </span>
          ))}
          <span>
            <Button icon={Plus} onPress={() => onMacro(template)}>
              <Trans>Make a macro of it: label, assign, close …</Trans>
            </Button>
          </span>
        </section>
      ) : (
        <ScopeField
          value={values}
          teams={teams}
          mayShare={mayShare}
          error={problems["teamId"]}
          onChange={set}
        />
      )}
      {template ? (
        <DeleteDialog
          title={t`Delete the template ${template.title}?`}
          problem={otherProblems[""]}
          isOpen={isDeleting}
          isDeleting={false}
          onDelete={() => void remove()}
          onClose={() => setDeleting(false)}
        >
          <p className={styles.text}>
            <Trans>What was written with it stays.</Trans>{" "}
            {users.length > 0 ? (
              <Trans>
                Macros that say it have to be changed:{" "}
                {new Intl.ListFormat(i18n.locale).format(users.map((one) => one.title))}.
              </Trans>
            ) : null}
          </p>
        </DeleteDialog>
      ) : null}
    </Editor>
  );
}
