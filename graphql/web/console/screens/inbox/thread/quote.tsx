/** The message that this one answers; a press goes there. */
import { useLingui } from "@lingui/react/macro";
import type { ShownMessageFragment } from "../../../../client/operator/graphql";
import styles from "./quote.module.css";

interface QuoteProps {
  message: ShownMessageFragment;
  contact: string;
  onJump: (id: string) => void;
}

export function Quote({ message, contact, onJump }: QuoteProps) {
  const { t } = useLingui();
  const { quoted, quotedText } = message;
  const text = quotedText ?? quoted?.body;
  if (!quoted && !text) {
    return null;
  }
  const by = quoted?.authorKind === "CONTACT" ? contact : quoted ? t`Our answer` : undefined;
  const inside = (
    <>
      {by ? <bdi className={styles.by}>{by}</bdi> : null}
      <span className={styles.text} dir="auto">
        {text || t`A file`}
      </span>
    </>
  );
  return quoted ? (
    <button type="button" className={styles.quote} onClick={() => onJump(quoted.id)}>
      {inside}
    </button>
  ) : (
    <blockquote className={styles.quote}>{inside}</blockquote>
  );
}
