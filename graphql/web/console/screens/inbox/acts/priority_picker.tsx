/** How urgent the chat is. */
import { useLingui } from "@lingui/react/macro";
import { Minus } from "lucide-react";
import type { ChatPriority } from "../../../../client/operator/graphql";
import { usePriorityText } from "../../../chat";
import { Icon } from "../../../parts/icon";
import { Picker } from "../../../parts/picker";
import { Priority } from "../../../parts/priority";
import { useDo } from "../../../shell";
import type { AskedPartProps } from "./asked";
import { CHAT_UPDATE } from "./chat_documents";

const PRIORITIES = ["URGENT", "HIGH", "NORMAL", "LOW"] as const;

export function PriorityPicker({ chat, isOpen, onClose }: AskedPartProps) {
  const { t } = useLingui();
  const run = useDo();
  const texts = usePriorityText();
  const { id: chatId, version: expectedVersion } = chat;
  return (
    <Picker
      title={t`Priority of chat ${chat.number}`}
      placeholder={t`How urgent is it?`}
      sections={[
        {
          id: "priorities",
          options: PRIORITIES.map((id) => ({
            id,
            text: texts[id],
            mark: id === "NORMAL" ? <Icon of={Minus} /> : <Priority of={id} />,
            ...(chat.priority === id && { help: t`as it is now` }),
          })),
        },
      ]}
      isOpen={isOpen}
      onClose={onClose}
      onChoose={(priority) =>
        run(CHAT_UPDATE, { chatId, expectedVersion, priority: priority as ChatPriority })
      }
    />
  );
}
