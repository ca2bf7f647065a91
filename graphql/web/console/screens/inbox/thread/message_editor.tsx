/** The own message while it is changed: Enter keeps the change, Escape leaves it as it was. */
import { useLingui } from "@lingui/react/macro";
import { type KeyboardEvent, useLayoutEffect, useRef, useState } from "react";
import type { ShownMessageFragment } from "../../../../client/operator/graphql";
import { Button } from "../../../parts/button";
import { isComposed } from "../../../parts/ime";
import { useDo } from "../../../shell";
import { MESSAGE_EDIT } from "../acts/message_documents";
import styles from "./message_editor.module.css";

interface MessageEditorProps {
  message: ShownMessageFragment;
  onClose: () => void;
}

export function MessageEditor({ message, onClose }: MessageEditorProps) {
  const { t } = useLingui();
  const run = useDo();
  const [body, setBody] = useState(message.body);
  const field = useRef<HTMLTextAreaElement>(null);
  // When it opens, not when the message changes: by then the keys may be wanted elsewhere.
  useLayoutEffect(() => {
    const end = field.current?.value.length ?? 0;
    field.current?.focus();
    field.current?.setSelectionRange(end, end);
  }, []);
  const save = async () => {
    const { id: messageId, version: expectedVersion } = message;
    if (body.trim() === "" || body === message.body) {
      onClose();
    } else if (await run(MESSAGE_EDIT, { messageId, body, expectedVersion })) {
      onClose();
    }
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (isComposed(event.nativeEvent)) {
      return;
    }
    if (event.key === "Enter" && !event.shiftKey) {
      event.preventDefault();
      save();
    } else if (event.key === "Escape") {
      event.stopPropagation();
      onClose();
    }
  };
  return (
    <div className={styles.editor}>
      <div className={styles.growing}>
        <div className={styles.mirror} aria-hidden="true" dir="auto">
          {body}{" "}
        </div>
        <textarea
          ref={field}
          className={styles.field}
          aria-label={t`Change the message`}
          dir="auto"
          rows={1}
          value={body}
          onChange={({ target }) => setBody(target.value)}
          onKeyDown={onKeyDown}
        />
      </div>
      <span className={styles.acts}>
        <Button tone="quiet" onPress={onClose}>{t`Cancel`}</Button>
        <Button tone="primary" onPress={save}>{t`Save`}</Button>
      </span>
    </div>
  );
}
