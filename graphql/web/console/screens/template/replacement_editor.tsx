/** One replacement: what is typed, and what is put in its place while one writes. */
import { Trans, useLingui } from "@lingui/react/macro";
import { Trash2 } from "lucide-react";
import { useState } from "react";
import type { SharingScope, ShownReplacementFragment } from "../../../client/operator/graphql";
import {
  DeleteDialog,
  Editor,
  Elsewhere,
  ScopeField,
  useEdited,
  useSave,
  useScopeText,
} from "../../library";
import { IconButton } from "../../parts/icon_button";
import { TextArea } from "../../parts/text_area";
import { TextField } from "../../parts/text_field";
import { REPLACEMENT_CREATE, REPLACEMENT_DELETE, REPLACEMENT_UPDATE } from "./documents";
import { newOf } from "./kinds";

interface ReplacementEditorProps {
  /** None where it is new. */
  replacement: ShownReplacementFragment | undefined;
  teams: readonly { id: string; text: string }[];
  mayShare: boolean;
  onOpen: (id: string | undefined, isQuiet?: boolean) => void;
}

interface Values {
  token: string;
  text: string;
  scope: SharingScope;
  teamId: string | null;
}

export function ReplacementEditor(props: ReplacementEditorProps) {
  const { replacement, teams, mayShare, onOpen } = props;
  const { t } = useLingui();
  const scopeText = useScopeText();
  const [isDeleting, setDeleting] = useState(false);
  const theirs: Values = {
    token: replacement?.token ?? "",
    text: replacement?.text ?? "",
    scope: replacement?.scope ?? "OWN",
    teamId: replacement?.team?.id ?? null,
  };
  const edited = useEdited(replacement?.id ?? newOf("replacement"), theirs);
  const { values, changes, set } = edited;
  const saving = useSave(["token", "text", "teamId"]);
  const { save, problems, setProblems } = saving;
  const { save: saveOther, problems: otherProblems } = useSave([]);
  const isReadOnly = replacement !== undefined && replacement.scope !== "OWN" && !mayShare;

  const submit = async () => {
    const needed = {
      ...(values.token.trim() === "" && { token: t`This is needed.` }),
      ...(values.text.trim() === "" && { text: t`This is needed.` }),
    };
    if (Object.keys(needed).length > 0) {
      setProblems(needed);
    } else if (replacement) {
      const { id, version } = replacement;
      const { token, text } = changes;
      const input = {
        replacementId: id,
        expectedVersion: version,
        ...(token !== undefined && { token }),
        ...(text !== undefined && { text }),
      };
      if (await save(REPLACEMENT_UPDATE, input)) {
        edited.discard();
      }
    } else {
      const made = await save(REPLACEMENT_CREATE, values);
      if (made?.replacement) {
        edited.discard();
        onOpen(made.replacement.id, true);
      }
    }
  };
  const remove = async () => {
    if (replacement && (await saveOther(REPLACEMENT_DELETE, { replacementId: replacement.id }))) {
      edited.discard();
      onOpen(undefined, true);
    }
  };

  return (
    <Editor
      title={replacement ? replacement.token : t`New replacement`}
      about={replacement ? <span>{scopeText(replacement)}</span> : undefined}
      actions={
        replacement && !isReadOnly ? (
          <IconButton icon={Trash2} label={t`Delete…`} onPress={() => setDeleting(true)} />
        ) : undefined
      }
      isNew={!replacement}
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
          label={t`What is typed`}
          help={t`One word. It is replaced as soon as a space or a new line follows.`}
          isFirst={!replacement}
          maxLength={64}
          value={values.token}
          error={problems["token"]}
          isDisabled={isReadOnly}
          onChange={(token) => set({ token })}
        />
        <Elsewhere edited={edited} field="token">
          <bdi>{theirs.token}</bdi>
        </Elsewhere>
      </div>
      <div>
        <TextArea
          label={t`What is put in its place`}
          value={values.text}
          error={problems["text"]}
          isDisabled={isReadOnly}
          onChange={(text) => set({ text })}
        />
        <Elsewhere edited={edited} field="text">
          <bdi>{theirs.text}</bdi>
        </Elsewhere>
      </div>
      {replacement ? (
        <DeleteDialog
          title={t`Delete the replacement ${replacement.token}?`}
          problem={otherProblems[""]}
          isOpen={isDeleting}
          isDeleting={false}
          onDelete={() => void remove()}
          onClose={() => setDeleting(false)}
        >
          <Trans>What was written with it stays.</Trans>
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
