/** Files by the button, by dropping and by pasting: all of them go with a message. */
import { type ClipboardEvent, type DragEvent, useRef, useState } from "react";
import type { Uploads } from "./use_uploads";

export function useFiles(uploads: Uploads, onTaken: () => void) {
  const input = useRef<HTMLInputElement>(null);
  const [isDropping, setDropping] = useState(false);
  const take = (list: FileList | null) => {
    if (list && list.length > 0) {
      onTaken();
      uploads.add(list);
    }
  };
  return {
    input,
    take,
    isDropping,
    choose: () => input.current?.click(),
    onPaste: (event: ClipboardEvent) => {
      if (event.clipboardData.files.length > 0) {
        event.preventDefault();
        take(event.clipboardData.files);
      }
    },
    drop: {
      onDragOver: (event: DragEvent) => {
        event.preventDefault();
        setDropping(true);
      },
      onDragLeave: () => setDropping(false),
      onDrop: (event: DragEvent) => {
        event.preventDefault();
        setDropping(false);
        take(event.dataTransfer.files);
      },
    },
  };
}

export type Files = ReturnType<typeof useFiles>;
