/** Where another chat of the same customer begins in the thread. */
import { useLingui } from "@lingui/react/macro";
import { useInbox } from "../use_inbox";
import styles from "./chat_line.module.css";

export function ChatLine({ of }: { of: number | "open" }) {
  const { t } = useLingui();
  const { go } = useInbox();
  return (
    <p className={styles.line}>
      {of === "open" ? (
        <span className={styles.text}>{t`This chat`}</span>
      ) : (
        <button
          type="button"
          className={styles.text}
          onClick={() => go({ chat: of, message: undefined })}
        >
          {t`An earlier chat, #${of}`}
        </button>
      )}
    </p>
  );
}
