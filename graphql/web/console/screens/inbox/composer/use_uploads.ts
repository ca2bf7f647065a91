/** The files that go with what is written: refused before they are sent where they are too large or too many. */
import { useLingui } from "@lingui/react/macro";
import { useState } from "react";
import { useClient } from "urql";
import type { OpenedChat } from "../chat/use_open_chat";
import { fileSize } from "../thread/file_size";
import { Upload } from "./upload";

export interface Uploads {
  all: readonly Upload[];
  add: (files: Iterable<File>) => void;
  remove: (upload: Upload) => void;
  clear: () => void;
}

export function useUploads(chat: OpenedChat, onDone: (ids: readonly string[]) => void): Uploads {
  const { t, i18n } = useLingui();
  const client = useClient();
  const [all, setAll] = useState<readonly Upload[]>([]);
  const can = chat.channel.capabilities;
  const told = (uploads: readonly Upload[]) =>
    onDone(uploads.flatMap(({ state }) => (state.kind === "done" ? state.attachmentId : [])));
  const add = (files: Iterable<File>) => {
    const more = [...files].map((file) => new Upload(file));
    const next = [...all, ...more];
    setAll(next);
    for (const [place, upload] of more.entries()) {
      const { size } = upload.file;
      const most = can?.attachmentMaxBytes;
      if (size === 0) {
        upload.refuse(t`The file is empty.`);
      } else if (most && size > most) {
        upload.refuse(t`This channel takes files up to ${fileSize(most, i18n.locale)}.`);
      } else if (can && all.length + place >= can.attachmentMaxCount) {
        upload.refuse(t`This channel takes ${can.attachmentMaxCount} files in a message.`);
      } else {
        upload.changes.add(() => {
          if (upload.state.kind !== "running") {
            setAll((now) => [...now]);
            told([...all, ...more]);
          }
        });
        upload.run(client, chat.id);
      }
    }
  };
  return {
    all,
    add,
    remove: (upload) => {
      upload.cancel();
      const left = all.filter((one) => one !== upload);
      setAll(left);
      told(left);
    },
    clear: () => setAll([]),
  };
}
