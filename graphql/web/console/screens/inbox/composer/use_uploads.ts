/** The files that go with what is written: refused before they are sent where they are too large or too many. */
import { useLingui } from "@lingui/react/macro";
import { useRef, useState } from "react";
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
  /** A file that has arrived belongs to those of then, not to those of when it was added. */
  const current = useRef<readonly Upload[]>([]);
  const [all, setAll] = useState(current.current);
  const can = chat.channel.capabilities;
  const change = (next: readonly Upload[]) => {
    current.current = next;
    setAll(next);
  };
  const told = () =>
    onDone(
      current.current.flatMap(({ state }) => (state.kind === "done" ? state.attachmentId : [])),
    );
  const add = (files: Iterable<File>) => {
    const before = current.current.length;
    const more = [...files].map((file) => new Upload(file));
    change([...current.current, ...more]);
    for (const [place, upload] of more.entries()) {
      const { size } = upload.file;
      const most = can?.attachmentMaxBytes;
      if (size === 0) {
        upload.refuse(t`The file is empty.`);
      } else if (most && size > most) {
        upload.refuse(t`This channel takes files up to ${fileSize(most, i18n.locale)}.`);
      } else if (can && before + place >= can.attachmentMaxCount) {
        upload.refuse(t`This channel takes ${can.attachmentMaxCount} files in a message.`);
      } else {
        upload.changes.add(() => {
          if (upload.state.kind !== "running" && current.current.includes(upload)) {
            told();
            change([...current.current]);
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
      change(current.current.filter((one) => one !== upload));
      told();
    },
    clear: () => change([]),
  };
}
