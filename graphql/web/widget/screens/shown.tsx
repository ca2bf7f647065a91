/** A message that the desk has. */
import { t } from "@lingui/core/macro";
import { sizeOf } from "../live/composer";
import type { Message } from "../live/own_chat";
import { Bubble } from "../parts/bubble";
import { File } from "../parts/file";
import { Text } from "../parts/text";
import { useWidget } from "./use_widget";
import { timeOf } from "./when";

interface ShownProps {
  message: Message;
  isFirst: boolean;
  isLast: boolean;
  isNewest: boolean;
}

export function Shown({ message, isFirst, isLast, isNewest }: ShownProps) {
  const widget = useWidget();
  const { author, authorName, authorRole, body, ranges, quotedText, attachments } = message;
  const isMine = author === "ME";
  const isGone = message.deletedAt !== null && message.deletedAt !== undefined;
  const who = authorName ?? (author === "AUTOMATIC" ? t`Automatic answer` : widget.settings.title);
  const meta = isLast ? [timeOf(message.sentAt, widget.language.value)] : [];
  if (message.editedAt && !isGone) {
    meta.push(t`edited`);
  }
  const files = isGone
    ? []
    : attachments.map((file) => (
        <File
          key={file.id}
          file={{ ...file, url: file.url ? new URL(file.url, widget.settings.origin).href : null }}
          size={file.sizeBytes > 0 ? sizeOf(file.sizeBytes) : ""}
          failure={t`This file could not be had.`}
        />
      ));
  const isProgressShown = isMine && isNewest && !isGone;
  return (
    <Bubble
      isMine={isMine}
      author={isFirst && !isMine ? (authorRole ? `${who}, ${authorRole}` : who) : undefined}
      isLast={isLast}
      quoted={(!isGone && quotedText) || undefined}
      files={files.length > 0 ? files : null}
      reactions={message.reactions.map(({ emoji }) => emoji)}
      meta={isProgressShown ? [...meta, t`sent`] : meta}
      progress={isProgressShown ? "sent" : undefined}
      isGone={isGone}
      quoteLabel={t`Answer this`}
      onQuote={
        isMine || isGone
          ? undefined
          : () => {
              widget.composer.quoted.value = message;
            }
      }
    >
      {isGone ? t`This message was deleted.` : body ? <Text body={body} ranges={ranges} /> : null}
    </Bubble>
  );
}
