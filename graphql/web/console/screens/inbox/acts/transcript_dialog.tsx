/** The whole chat on a page to print, or as a text to keep: for the team, or as the customer has seen it. */
import { useLingui } from "@lingui/react/macro";
import { Download, Printer } from "lucide-react";
import { useState } from "react";
import type { TranscriptAudience, TranscriptFormat } from "../../../../client/operator/graphql";
import { Button } from "../../../parts/button";
import { Dialog } from "../../../parts/dialog";
import { RadioGroup } from "../../../parts/radio_group";
import { saveFrom, useDo } from "../../../shell";
import type { AskedPartProps } from "./asked";
import { TRANSCRIPT_BEGIN } from "./file_documents";

export function TranscriptDialog({ chat, isOpen, onClose }: AskedPartProps) {
  const { t } = useLingui();
  const run = useDo();
  const [audience, setAudience] = useState<TranscriptAudience>("OPERATORS");
  const [pending, setPending] = useState<TranscriptFormat>();
  const { id: chatId, number } = chat;
  const begin = async (format: TranscriptFormat) => {
    setPending(format);
    const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
    const done = await run(TRANSCRIPT_BEGIN, { chatId, format, audience, timeZone });
    setPending(undefined);
    if (!done?.export) {
      return;
    }
    if (format === "HTML") {
      open(done.export.url, "_blank", "noopener,noreferrer");
    } else {
      saveFrom(done.export.url);
    }
    onClose();
  };
  const button = (format: TranscriptFormat) => ({
    isPending: pending === format,
    isDisabled: pending !== undefined && pending !== format,
    onPress: () => void begin(format),
  });
  return (
    <Dialog
      title={t`Transcript of chat ${number}`}
      isOpen={isOpen}
      onClose={onClose}
      actions={
        <>
          <Button icon={Download} {...button("TEXT")}>{t`Save as text`}</Button>
          <Button icon={Printer} tone="primary" {...button("HTML")}>{t`Open to print`}</Button>
        </>
      }
    >
      <RadioGroup
        label={t`For whom`}
        options={[
          { id: "OPERATORS", text: t`Your team`, help: t`With the notes.` },
          {
            id: "CUSTOMER",
            text: t`The customer`,
            help: t`What they have seen, and nothing else.`,
          },
        ]}
        value={audience}
        onChange={(id) => setAudience(id as TranscriptAudience)}
      />
    </Dialog>
  );
}
