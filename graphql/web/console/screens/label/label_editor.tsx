/** One label: its name, its colour and whether it is offered; merged into another, or deleted with what goes. */
import { Trans, useLingui } from "@lingui/react/macro";
import { Ellipsis, Merge, Trash2 } from "lucide-react";
import { useState } from "react";
import type { ShownLabelFragment } from "../../../client/operator/graphql";
import {
  Editor,
  Elsewhere,
  LikeCountText,
  NEW,
  useEdited,
  useLikeCount,
  useSave,
} from "../../library";
import { IconButton } from "../../parts/icon_button";
import { Label, LabelDot } from "../../parts/label";
import { Menu } from "../../parts/menu";
import { Switch } from "../../parts/switch";
import { TextField } from "../../parts/text_field";
import { tell } from "../../parts/toast_queue";
import { useToasts } from "../../shell";
import { COLORS, ColorChoice } from "./color_choice";
import { LABEL_CREATE, LABEL_UPDATE } from "./documents";
import { LabelDelete } from "./label_delete";
import styles from "./label_editor.module.css";
import { LabelMerge } from "./label_merge";
import { MergeProgress } from "./merge_progress";

interface LabelEditorProps {
  /** None where it is new. */
  label: ShownLabelFragment | undefined;
  labels: readonly ShownLabelFragment[];
  onOpen: (id: string | undefined, isQuiet?: boolean) => void;
}

const BLANK = { name: "", color: "BLUE", isActive: true } as const;

export function LabelEditor({ label, labels, onOpen }: LabelEditorProps) {
  const { t, i18n } = useLingui();
  const toasts = useToasts();
  const [asked, setAsked] = useState<"merge" | "delete">();
  const { name, color, isActive } = label ?? BLANK;
  const edited = useEdited<Pick<ShownLabelFragment, "name" | "color" | "isActive">>(
    label?.id ?? `label ${NEW}`,
    { name, color, isActive },
  );
  const { values, set } = edited;
  const saving = useSave(["name", "color"]);
  const { save, problems, setProblems } = saving;
  const count = useLikeCount(label && { labelIds: [label.id] });
  const isMerging = label?.mergedInto != null;
  const isDisabled = isMerging;
  const submit = async () => {
    if (values.name.trim() === "") {
      setProblems({ name: t`This is needed.` });
    } else if (label) {
      const { id, version } = label;
      const input = { ...edited.changes, labelId: id, expectedVersion: version };
      if (await save(LABEL_UPDATE, input)) {
        edited.discard();
      }
    } else {
      const made = await save(LABEL_CREATE, { name: values.name, color: values.color });
      if (made?.label) {
        edited.discard();
        tell(toasts, { text: t`The label is there: it can be put on chats now.` });
        onOpen(made.label.id, true);
      }
    }
  };
  return (
    <Editor
      title={label ? label.name : t`New label`}
      mark={<LabelDot color={values.color} />}
      about={label ? <LikeCountText of={count} href={`/inbox?label=${label.id}`} /> : undefined}
      actions={
        label && !isMerging ? (
          <Menu
            label={t`What is done with ${label.name}`}
            trigger={<IconButton icon={Ellipsis} label={t`Merge or delete`} />}
            sections={[
              [
                {
                  id: "merge",
                  text: t`Merge into another…`,
                  icon: Merge,
                  isDisabled: labels.filter((one) => one.isActive).length < 2,
                  onAction: () => setAsked("merge"),
                },
              ],
              [
                {
                  id: "delete",
                  text: t`Delete…`,
                  icon: Trash2,
                  isDangerous: true,
                  onAction: () => setAsked("delete"),
                },
              ],
            ]}
          />
        ) : undefined
      }
      isNew={!label}
      edited={edited}
      saving={saving}
      onSave={() => void submit()}
      onGiveUp={() => onOpen(undefined)}
    >
      {label?.mergedInto ? <MergeProgress label={label} labels={labels} onOpen={onOpen} /> : null}
      <div>
        <TextField
          label={t`Name`}
          isFirst={!label}
          maxLength={200}
          value={values.name}
          error={problems["name"]}
          isDisabled={isDisabled}
          onChange={(next) => set({ name: next })}
        />
        <Elsewhere edited={edited} field="name">
          <bdi>{name}</bdi>
        </Elsewhere>
      </div>
      <div>
        <ColorChoice
          value={values.color}
          isDisabled={isDisabled}
          onChange={(next) => set({ color: next })}
        />
        <Elsewhere edited={edited} field="color">
          {i18n._(COLORS[color])}
        </Elsewhere>
      </div>
      <div className={styles.shown}>
        <span className={styles.caption}>
          <Trans>On a chat</Trans>
        </span>
        <Label name={values.name || t`Label`} color={values.color} />
      </div>
      {label ? (
        <Switch
          label={t`Can be put on chats`}
          help={t`Switched off, it stays on the chats that have it, and is not offered for others.`}
          isSelected={values.isActive}
          isDisabled={isDisabled}
          onChange={(is) => set({ isActive: is })}
        />
      ) : null}
      {label ? (
        <>
          <LabelMerge
            label={label}
            labels={labels}
            count={count}
            isOpen={asked === "merge"}
            onClose={() => setAsked(undefined)}
          />
          <LabelDelete
            label={label}
            count={count}
            isOpen={asked === "delete"}
            onClose={() => setAsked(undefined)}
            onDeleted={() => {
              edited.discard();
              onOpen(undefined, true);
            }}
          />
        </>
      ) : null}
    </Editor>
  );
}
