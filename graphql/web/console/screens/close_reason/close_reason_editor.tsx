/** One reason: its words, and whether it is offered. One that was used stays; it can be switched off. */
import { useLingui } from "@lingui/react/macro";
import type { CloseReasonsQuery } from "../../../client/operator/graphql";
import {
  Editor,
  Elsewhere,
  LikeCountText,
  NEW,
  useEdited,
  useLikeCount,
  useSave,
} from "../../library";
import { Switch } from "../../parts/switch";
import { TextField } from "../../parts/text_field";
import { CLOSE_REASON_CREATE, CLOSE_REASON_UPDATE } from "./documents";

interface CloseReasonEditorProps {
  /** None where it is new. */
  reason: CloseReasonsQuery["closeReasons"][number] | undefined;
  onOpen: (id: string | undefined, isQuiet?: boolean) => void;
}

export function CloseReasonEditor({ reason, onOpen }: CloseReasonEditorProps) {
  const { t } = useLingui();
  const theirs = { name: reason?.name ?? "", isActive: reason?.isActive ?? true };
  const edited = useEdited(reason?.id ?? `close_reason ${NEW}`, theirs);
  const { values, set } = edited;
  const saving = useSave(["name"]);
  const { save, problems, setProblems } = saving;
  const count = useLikeCount(reason && { closeReasonIds: [reason.id] });
  const submit = async () => {
    if (values.name.trim() === "") {
      setProblems({ name: t`This is needed.` });
    } else if (reason) {
      if (await save(CLOSE_REASON_UPDATE, { ...edited.changes, closeReasonId: reason.id })) {
        edited.discard();
      }
    } else {
      const made = await save(CLOSE_REASON_CREATE, { name: values.name });
      if (made?.closeReason) {
        edited.discard();
        onOpen(made.closeReason.id, true);
      }
    }
  };
  return (
    <Editor
      title={reason ? reason.name : t`New close reason`}
      about={reason ? <LikeCountText of={count} /> : undefined}
      isNew={!reason}
      edited={edited}
      saving={saving}
      onSave={() => void submit()}
      onGiveUp={() => onOpen(undefined)}
    >
      <div>
        <TextField
          label={t`Reason`}
          help={t`Chats that were closed with it show its new words too.`}
          isFirst={!reason}
          maxLength={200}
          value={values.name}
          error={problems["name"]}
          onChange={(name) => set({ name })}
        />
        <Elsewhere edited={edited} field="name">
          <bdi>{theirs.name}</bdi>
        </Elsewhere>
      </div>
      {reason ? (
        <Switch
          label={t`Offered when a chat is closed`}
          help={t`Switched off, it stays on the chats that were closed with it, and in reports.`}
          isSelected={values.isActive}
          onChange={(isActive) => set({ isActive })}
        />
      ) : null}
    </Editor>
  );
}
