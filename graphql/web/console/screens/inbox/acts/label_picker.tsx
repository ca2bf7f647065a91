/** The chat's labels: several at once, each shown as it is chosen. */
import { useLingui } from "@lingui/react/macro";
import { useLive } from "../../../live/provider";
import { LabelDot } from "../../../parts/label";
import { Picker } from "../../../parts/picker";
import { useInbox } from "../use_inbox";
import type { AskedPartProps } from "./asked";

export function LabelPicker({ chat, isOpen, onClose }: AskedPartProps) {
  const { t } = useLingui();
  const { choices } = useInbox();
  const { outbox } = useLive();
  const has = new Set<string>(chat.labels.map(({ id }) => id));
  return (
    <Picker
      title={t`Labels of chat ${chat.number}`}
      placeholder={t`Add or remove labels`}
      sections={[
        {
          id: "labels",
          options: choices.labels
            .filter(({ id, isActive }) => isActive || has.has(id))
            .map(({ id, name, color }) => ({ id, text: name, mark: <LabelDot color={color} /> })),
        },
      ]}
      chosen={has}
      onChoose={(labelId) =>
        outbox.add(has.has(labelId) ? "unlabel" : "label", chat.id, { labelId })
      }
      isOpen={isOpen}
      onClose={onClose}
    />
  );
}
