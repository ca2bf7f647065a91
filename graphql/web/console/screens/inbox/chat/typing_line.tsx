/** Who types, and what the customer has typed so far where that is shown. It is never kept. */
import { useLingui } from "@lingui/react/macro";
import { useAuthorName } from "../thread/use_author_name";
import styles from "./typing_line.module.css";
import type { OpenedChat } from "./use_open_chat";
import { useTypers } from "./use_typers";

export function TypingLine({ chat }: { chat: OpenedChat }) {
  const { t } = useLingui();
  const nameOf = useAuthorName();
  const shown = useTypers(chat);
  return (
    <div className={styles.line} aria-live="off">
      {shown.map((one) => (
        <p key={nameOf(one.author)} className={styles.one} dir="auto">
          <span className={styles.dots} aria-hidden="true">
            <i />
            <i />
            <i />
          </span>
          <span className={styles.who}>
            {one.isNote ? t`${nameOf(one.author)} writes a note` : t`${nameOf(one.author)} types`}
          </span>
          {one.preview ? (
            <span className={styles.preview} data-preview="">
              {one.preview}
            </span>
          ) : null}
        </p>
      ))}
    </div>
  );
}
