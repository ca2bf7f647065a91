/** Erases a contact for good, after its name was typed: what goes is listed before. */
import { useLingui } from "@lingui/react/macro";
import { useState } from "react";
import { Button } from "../../parts/button";
import { Dialog } from "../../parts/dialog";
import { TextField } from "../../parts/text_field";
import { tell } from "../../parts/toast_queue";
import { useDo, useToasts } from "../../shell";
import type { ShownContact } from "./contact_head";
import { CONTACT_ERASE } from "./documents";
import styles from "./erase_dialog.module.css";

interface EraseDialogProps {
  contact: ShownContact;
  onErased: () => void;
  onClose: () => void;
}

export function EraseDialog({ contact, onErased, onClose }: EraseDialogProps) {
  const { t } = useLingui();
  const run = useDo();
  const toasts = useToasts();
  const [typed, setTyped] = useState("");
  const [isPending, setPending] = useState(false);
  const { id: contactId, name } = contact;
  const erase = async () => {
    setPending(true);
    const done = await run(CONTACT_ERASE, { contactId, confirmation: typed.trim() });
    setPending(false);
    if (done) {
      tell(toasts, { text: t`${name} is being erased.` });
      onClose();
      onErased();
    }
  };
  const chats = contact.chats.nodes.length;
  const pulled = contact.unites.map(({ pulledName }) => pulledName).join(", ");
  return (
    <Dialog
      title={t`Erase ${name}`}
      role="alertdialog"
      isOpen
      onClose={onClose}
      actions={
        <>
          <Button tone="quiet" onPress={onClose}>{t`Cancel`}</Button>
          <Button
            tone="danger"
            isPending={isPending}
            isDisabled={typed.trim() !== name}
            onPress={erase}
          >
            {t`Erase for good`}
          </Button>
        </>
      }
    >
      <p>{t`All that is held on them goes, and nothing brings it back:`}</p>
      <ul className={styles.list}>
        <li>{t`their name, addresses and fields`}</li>
        <li>
          {chats === 0
            ? t`chats that you do not see, if there are any`
            : t`every chat with its messages, notes and files: ${chats} that you see, and those that you do not see`}
        </li>
        <li>{t`the notes about them`}</li>
        <li>{t`the pages that they visited, and what they agreed to`}</li>
        {pulled === "" ? null : <li>{t`those who were united with them: ${pulled}`}</li>}
      </ul>
      <p>{t`One line in the audit log stays.`}</p>
      <TextField label={t`Type ${name} to confirm`} value={typed} onChange={setTyped} isFirst />
    </Dialog>
  );
}
