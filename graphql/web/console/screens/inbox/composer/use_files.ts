/** Files by the button, by dropping and by pasting: all of them go with a message. */
import { useLingui } from "@lingui/react/macro";
import { type ClipboardEvent, type DragEvent, useRef, useState } from "react";
import { PASTED_MAX_UNITS } from "../../../live/limits";
import { tell } from "../../../parts/toast_queue";
import { useToasts } from "../../../shell";
import type { Uploads } from "./use_uploads";

const brings = (event: DragEvent) => event.dataTransfer.types.includes("Files");

export function useFiles(uploads: Uploads, isNote: boolean, onTaken: () => void) {
  const { t, i18n } = useLingui();
  const toasts = useToasts();
  const input = useRef<HTMLInputElement>(null);
  const [isDropping, setDropping] = useState(false);
  const take = (list: FileList | readonly File[] | null) => {
    if (list && list.length > 0) {
      onTaken();
      uploads.add(list);
    }
  };
  /** Nothing of a text is lost that is too long for the field. */
  const takeText = (text: string) => {
    if (isNote) {
      const most = PASTED_MAX_UNITS.toLocaleString(i18n.locale);
      tell(toasts, {
        text: t`A note takes ${most} characters. Paste it in parts, or into a message: there it becomes a file.`,
        tone: "danger",
      });
    } else {
      take([new File([text], "pasted.txt", { type: "text/plain" })]);
      tell(toasts, { text: t`It is too long for a message, and goes as a file.`, tone: "info" });
    }
  };
  return {
    input,
    take,
    isDropping,
    choose: () => input.current?.click(),
    onPaste: (event: ClipboardEvent) => {
      const { files } = event.clipboardData;
      const text = event.clipboardData.getData("text/plain");
      if (files.length > 0) {
        event.preventDefault();
        take(files);
      } else if (text.length > PASTED_MAX_UNITS) {
        event.preventDefault();
        takeText(text);
      }
    },
    // A text that is dropped is the field's own matter.
    drop: {
      onDragOver: (event: DragEvent) => {
        if (brings(event)) {
          event.preventDefault();
          setDropping(true);
        }
      },
      onDragLeave: () => setDropping(false),
      onDrop: (event: DragEvent) => {
        setDropping(false);
        if (brings(event)) {
          event.preventDefault();
          take(event.dataTransfer.files);
        }
      },
    },
  };
}

export type Files = ReturnType<typeof useFiles>;
