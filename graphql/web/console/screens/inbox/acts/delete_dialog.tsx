/** Deletes the chat for good, after its number was typed. */
import { useLingui } from "@lingui/react/macro";
import { useState } from "react";
import { Button } from "../../../parts/button";
import { Dialog } from "../../../parts/dialog";
import { TextField } from "../../../parts/text_field";
import { tell } from "../../../parts/toast_queue";
import { useDo, useToasts } from "../../../shell";
import { useInbox } from "../use_inbox";
import type { AskedPartProps } from "./asked";
import { CHAT_DELETE } from "./chat_documents";

export function DeleteDialog({ chat, isOpen, onClose }: AskedPartProps) {
  const { t } = useLingui();
  const { go } = useInbox();
  const toasts = useToasts();
  const run = useDo();
  const [typed, setTyped] = useState("");
  const { id: chatId, number } = chat;
  const remove = async () => {
    if (await run(CHAT_DELETE, { chatId, number })) {
      tell(toasts, { text: t`Chat ${number} is deleted.` });
      go({ chat: undefined, message: undefined });
      onClose();
    }
  };
  return (
    <Dialog
      title={t`Delete chat ${number}`}
      role="alertdialog"
      isOpen={isOpen}
      onClose={onClose}
      actions={
        <>
          <Button tone="quiet" onPress={onClose}>{t`Cancel`}</Button>
          <Button tone="danger" isDisabled={typed.trim() !== String(number)} onPress={remove}>
            {t`Delete`}
          </Button>
        </>
      }
    >
      <p>{t`Its messages, notes and files go for good, on the customer's side too. One line in the audit log stays.`}</p>
      <TextField label={t`Type ${number} to confirm`} value={typed} onChange={setTyped} />
    </Dialog>
  );
}
