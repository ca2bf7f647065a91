/** One macro: what it does, in its order, all of it or nothing. */
import { Trans, useLingui } from "@lingui/react/macro";
import { Plus, Trash2 } from "lucide-react";
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
import { ActRow } from "./act_row";
import { type Act, isBare, readActs, writeAct } from "./acts";
import { MACRO_CREATE, MACRO_DELETE, MACRO_UPDATE } from "./documents";
import { newOf } from "./kinds";
import styles from "./macro_editor.module.css";
import { useActChoices } from "./use_act_choices";

interface MacroEditorProps {
  /** None where it is new. */
  macro: ShownMacroFragment | undefined;
  /** What a new one says first. */
  template: ShownTemplateFragment | undefined;
  templates: readonly ShownTemplateFragment[];
  teams: readonly { id: string; text: string }[];
  mayShare: boolean;
  onOpen: (id: string | undefined, isQuiet?: boolean) => void;
}

interface Values {
  title: string;
  /** None where a newer server made it. */
  acts: readonly Act[] | undefined;
  scope: SharingScope;
  teamId: string | null;
}

const MOST = 20;

export function MacroEditor(props: MacroEditorProps) {
  const { macro, template, templates, teams, mayShare, onOpen } = props;
  const { t } = useLingui();
  const scopeText = useScopeText();
  const choicesOf = useActChoices(templates);
  const [isDeleting, setDeleting] = useState(false);
  const theirs: Values = macro
    ? {
        title: macro.title,
        acts: readActs(macro.acts),
        scope: macro.scope,
        teamId: macro.team?.id ?? null,
      }
    : {
        title: template?.title ?? "",
        acts: [template ? { name: "template", value: template.id } : { name: "label", value: "" }],
        scope: template && mayShare ? template.scope : "OWN",
        teamId: template && mayShare ? (template.team?.id ?? null) : null,
      };
  const edited = useEdited(macro?.id ?? newOf("macro"), theirs);
  const { values, changes, set } = edited;
  const saving = useSave(["title", "acts", "teamId"]);
  const { save, problems, setProblems } = saving;
  const { save: saveOther, problems: otherProblems } = useSave([]);
  const isReadOnly = macro !== undefined && macro.scope !== "OWN" && !mayShare;
  const { acts } = values;

  const submit = async () => {
    const isOpen = acts?.some(({ name, value }) => value === "" && !isBare(name));
    const needed = {
      ...(values.title.trim() === "" && { title: t`This is needed.` }),
      ...(isOpen && { acts: t`Choose what is still open, or remove it.` }),
      ...(acts?.length === 0 && { acts: t`A macro does at least one thing.` }),
    };
    if (Object.keys(needed).length > 0) {
      setProblems(needed);
      return;
    }
    const intents = (acts ?? []).map(writeAct);
    if (macro) {
      const input = {
        macroId: macro.id,
        expectedVersion: macro.version,
        ...(changes.title !== undefined && { title: changes.title }),
        ...(changes.acts && { acts: intents }),
      };
      if (await save(MACRO_UPDATE, input)) {
        edited.discard();
      }
      return;
    }
    const { title, scope, teamId } = values;
    const made = await save(MACRO_CREATE, { title, scope, teamId, acts: intents });
    if (made?.macro) {
      edited.discard();
      onOpen(made.macro.id, true);
    }
  };
  const remove = async () => {
    if (macro && (await saveOther(MACRO_DELETE, { macroId: macro.id }))) {
      edited.discard();
      onOpen(undefined, true);
    }
  };
  const swap = (list: readonly Act[], from: number, to: number) => {
    const [one, other] = [list[from], list[to]];
    return one && other ? list.with(from, other).with(to, one) : list;
  };

  return (
    <Editor
      title={macro ? macro.title : t`New macro`}
      about={macro ? <span>{scopeText(macro)}</span> : undefined}
      actions={
        macro && !isReadOnly ? (
          <IconButton icon={Trash2} label={t`Delete…`} onPress={() => setDeleting(true)} />
        ) : undefined
      }
      isNew={!macro}
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
          isFirst={!macro}
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
      <fieldset className={styles.acts} aria-label={t`What it does`}>
        <span className={styles.title}>
          <Trans>What it does, in this order</Trans>
        </span>
        {acts ? (
          <ol className={styles.rows}>
            {acts.map((act, place) => (
              <ActRow
                // biome-ignore lint/suspicious/noArrayIndexKey: an act is its place; two may say the same
                key={`${act.name} ${place}`}
                act={act}
                choices={choicesOf(act.name)}
                isDisabled={isReadOnly}
                onChange={(next) => set({ acts: acts.with(place, next) })}
                onRemove={() => set({ acts: acts.toSpliced(place, 1) })}
                onUp={place > 0 ? () => set({ acts: swap(acts, place, place - 1) }) : undefined}
                onDown={
                  place < acts.length - 1
                    ? () => set({ acts: swap(acts, place, place + 1) })
                    : undefined
                }
              />
            ))}
          </ol>
        ) : (
          <p className={styles.text}>
            <Trans>It does something that this page does not know. It works as it is.</Trans>
          </p>
        )}
        {problems["acts"] ? (
          <p className={styles.error} role="alert">
            {problems["acts"]}
          </p>
        ) : null}
        {acts && !isReadOnly && acts.length < MOST ? (
          <span>
            <Button
              icon={Plus}
              onPress={() => set({ acts: [...acts, { name: "label", value: "" }] })}
            >
              <Trans>And then</Trans>
            </Button>
          </span>
        ) : null}
        <Elsewhere edited={edited} field="acts">
          {t`other acts`}
        </Elsewhere>
      </fieldset>
      {macro ? (
        <DeleteDialog
          title={t`Delete the macro ${macro.title}?`}
          problem={otherProblems[""]}
          isOpen={isDeleting}
          isDeleting={false}
          onDelete={() => void remove()}
          onClose={() => setDeleting(false)}
        >
          <p className={styles.text}>
            <Trans>What was done by it stays.</Trans>
          </p>
        </DeleteDialog>
      ) : (
        <ScopeField
          value={values}
          teams={teams}
          mayShare={mayShare}
          error={problems["teamId"]}
          onChange={set}
        />
      )}
    </Editor>
  );
}
