/** Closes the chat with one of the desk's reasons; the choice confirms it, and it can be opened again at once. */
import { useLingui } from "@lingui/react/macro";
import { CircleCheck } from "lucide-react";
import { Picker } from "../../../parts/picker";
import { tell } from "../../../parts/toast_queue";
import { useDo, useToasts } from "../../../shell";
import { useInbox } from "../use_inbox";
import type { AskedPartProps } from "./asked";
import { CHAT_CLOSE, CHAT_REOPEN } from "./chat_documents";
import { useNextChat } from "./use_next_chat";

export function ClosePicker({ chat, isOpen, onClose }: AskedPartProps) {
  const { t } = useLingui();
  const { choices } = useInbox();
  const toasts = useToasts();
  const run = useDo();
  const goOn = useNextChat();
  const { id: chatId, number, version: expectedVersion } = chat;
  const close = async (closeReasonId: string) => {
    const reason = choices.closeReasons.find(({ id }) => id === closeReasonId)?.name ?? "";
    if (await run(CHAT_CLOSE, { chatId, closeReasonId, expectedVersion })) {
      tell(toasts, {
        text: t`Chat ${number} is closed: ${reason}`,
        action: { text: t`Open again`, onPress: () => void run(CHAT_REOPEN, { chatId }) },
      });
      goOn();
    }
  };
  return (
    <Picker
      title={t`Close chat ${number}`}
      placeholder={t`Why is it closed?`}
      sections={[
        {
          id: "reasons",
          title: t`Close as`,
          options: choices.closeReasons
            .filter(({ isActive }) => isActive)
            .map(({ id, name }) => ({ id, text: name, icon: CircleCheck })),
        },
      ]}
      isOpen={isOpen}
      onClose={onClose}
      onChoose={close}
    />
  );
}
