/** The chats that the list shows, as a file. */
import { useLingui } from "@lingui/react/macro";
import { Download } from "lucide-react";
import { useState } from "react";
import type { ChatFilter, ExportFormat } from "../../../../client/operator/graphql";
import { Button } from "../../../parts/button";
import { Checkbox } from "../../../parts/checkbox";
import { Dialog } from "../../../parts/dialog";
import { RadioGroup } from "../../../parts/radio_group";
import { tell } from "../../../parts/toast_queue";
import { saveFrom, useDo, useToasts } from "../../../shell";
import { EXPORT_BEGIN } from "../acts/file_documents";

interface ExportDialogProps {
  filter: ChatFilter;
  onClose: () => void;
}

export function ExportDialog({ filter, onClose }: ExportDialogProps) {
  const { t } = useLingui();
  const run = useDo();
  const toasts = useToasts();
  const [format, setFormat] = useState<ExportFormat>("CHATS_CSV");
  const [isWithNotes, setWithNotes] = useState(false);
  const [isPending, setPending] = useState(false);
  // A table of chats has no place for them.
  const hasNotes = format !== "CHATS_CSV";
  const begin = async () => {
    setPending(true);
    const includesNotes = hasNotes && isWithNotes;
    const url = (await run(EXPORT_BEGIN, { filter, format, includesNotes }))?.export?.url;
    setPending(false);
    if (url) {
      saveFrom(url);
      tell(toasts, { text: t`The file is on its way to your downloads.`, tone: "info" });
      onClose();
    }
  };
  return (
    <Dialog
      title={t`Export the chats of this list`}
      isOpen
      onClose={onClose}
      actions={
        <>
          <Button tone="quiet" onPress={onClose}>{t`Cancel`}</Button>
          <Button tone="primary" icon={Download} isPending={isPending} onPress={begin}>
            {t`Export`}
          </Button>
        </>
      }
    >
      <RadioGroup
        label={t`As what`}
        options={[
          { id: "CHATS_CSV", text: t`A table of chats`, help: t`CSV, a line for each chat.` },
          {
            id: "MESSAGES_CSV",
            text: t`A table of messages`,
            help: t`CSV, a line for each message.`,
          },
          {
            id: "JSONL",
            text: t`All of it for programs`,
            help: t`JSON Lines: chats and their messages.`,
          },
        ]}
        value={format}
        onChange={(id) => setFormat(id as ExportFormat)}
      />
      <Checkbox
        label={t`With the notes`}
        help={t`Only your team may see them: give such a file to nobody else.`}
        isSelected={hasNotes && isWithNotes}
        isDisabled={!hasNotes}
        onChange={setWithNotes}
      />
    </Dialog>
  );
}
