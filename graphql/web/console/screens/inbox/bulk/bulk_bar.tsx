/** One act on all chosen chats, with what became of each. */
import { useLingui } from "@lingui/react/macro";
import { CircleCheck, Eye, MessageSquareText, Tag, UserPlus, X } from "lucide-react";
import { useState } from "react";
import { useQuery } from "urql";
import type { IntentInput } from "../../../../client/operator/graphql";
import { Avatar } from "../../../parts/avatar";
import { IconButton } from "../../../parts/icon_button";
import { LabelDot } from "../../../parts/label";
import { Picker, type PickerOption } from "../../../parts/picker";
import { TEMPLATES } from "../composer/composer_documents";
import { useInbox } from "../use_inbox";
import styles from "./bulk_bar.module.css";
import { useBulk } from "./use_bulk";
import type { Chosen } from "./use_chosen";

type Asking = "label" | "assign" | "reply" | "close";

export function BulkBar({ chosen }: { chosen: Chosen }) {
  const { t } = useLingui();
  const { choices, me } = useInbox();
  const bulk = useBulk();
  const [asking, setAsking] = useState<Asking>();
  const [{ data: library }] = useQuery({ query: TEMPLATES, pause: asking !== "reply" });
  const count = chosen.ids.size;
  if (count === 0) {
    return null;
  }
  const act = async (intent: IntentInput) => {
    const left = await bulk([...chosen.ids], intent);
    if (left) {
      chosen.clear();
      chosen.add(...left);
    }
  };
  const pickers: Record<
    Asking,
    { title: string; options: PickerOption[]; intent: (id: string) => IntentInput }
  > = {
    label: {
      title: t`Label them`,
      options: choices.labels
        .filter(({ isActive }) => isActive)
        .map(({ id, name, color }) => ({ id, text: name, mark: <LabelDot color={color} /> })),
      intent: (labelId) => ({ labelId }),
    },
    assign: {
      title: t`Assign them`,
      options: choices.operators.map(({ id, name }) => ({
        id,
        text: id === me.id ? t`${name} (you)` : name,
        mark: <Avatar id={id} name={name} size="small" />,
      })),
      intent: (operatorId) => ({ assign: { operatorId } }),
    },
    reply: {
      title: t`Answer them with a template`,
      options: (library?.templates ?? []).map(({ id, title, shortcut }) => ({
        id,
        text: title,
        help: `/${shortcut}`,
        icon: MessageSquareText,
      })),
      intent: (templateId) => ({ templateId }),
    },
    close: {
      title: t`Close them as`,
      options: choices.closeReasons
        .filter(({ isActive }) => isActive)
        .map(({ id, name }) => ({ id, text: name, icon: CircleCheck })),
      intent: (closeReasonId) => ({ closeReasonId }),
    },
  };
  const picker = asking && pickers[asking];
  return (
    <div className={styles.bar} role="toolbar" aria-label={t`The chosen chats`}>
      <IconButton icon={X} label={t`Choose none`} onPress={chosen.clear} />
      <span className={styles.count} role="status">{t`${count} chosen`}</span>
      <IconButton icon={Tag} label={t`Label them`} onPress={() => setAsking("label")} />
      <IconButton icon={UserPlus} label={t`Assign them`} onPress={() => setAsking("assign")} />
      <IconButton
        icon={MessageSquareText}
        label={t`Answer them with a template`}
        onPress={() => setAsking("reply")}
      />
      <IconButton icon={Eye} label={t`Mark them as read`} onPress={() => act({ isRead: true })} />
      <IconButton icon={CircleCheck} label={t`Close them`} onPress={() => setAsking("close")} />
      <Picker
        title={picker?.title ?? ""}
        placeholder={picker?.title ?? ""}
        sections={[{ id: "all", options: picker?.options ?? [] }]}
        isOpen={picker !== undefined}
        onClose={() => setAsking(undefined)}
        onChoose={(id) => picker && act(picker.intent(id))}
      />
    </div>
  );
}
