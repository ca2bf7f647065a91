/** What was said and has not arrived: it waits, or was refused with a reason; its text is never lost. */
import { useLingui } from "@lingui/react/macro";
import { CircleAlert, Clock, Lock } from "lucide-react";
import type { OutboxItem } from "../../../live/outbox";
import { useLive } from "../../../live/provider";
import { Icon } from "../../../parts/icon";
import type { Restored } from "../composer/composer";
import styles from "./unsent_bubble.module.css";

interface UnsentBubbleProps {
  item: OutboxItem;
  onRestore: (said: Restored) => void;
}

export function UnsentBubble({ item, onRestore }: UnsentBubbleProps) {
  const { t } = useLingui();
  const { outbox } = useLive();
  const { key, kind, chatId, input, state } = item;
  const body = String(input["body"] ?? "");
  const isNote = kind === "note";
  const restore = async () => {
    if (await outbox.discard(key)) {
      onRestore({
        body,
        attachmentIds: (input["attachmentIds"] ?? []) as string[],
        quotedMessageId: (input["quotedMessageId"] ?? null) as string | null,
      });
    }
  };
  /** What was refused since something newer had been written is sent without looking at that. */
  const again = async () => {
    const { lastMessageId: _, ...anyway } = input;
    if (await outbox.discard(key)) {
      await outbox.add(kind, chatId, anyway);
    }
  };
  return (
    <div className={styles.row}>
      <div className={styles.bubble} data-kind={isNote ? "note" : "reply"} data-state={state.kind}>
        {isNote ? <Icon of={Lock} size="small" /> : null}
        <p className={styles.text} dir="auto">
          {body || t`A file`}
        </p>
      </div>
      {state.kind === "refused" || state.kind === "unknown" ? (
        <p className={styles.problem} role="alert">
          <Icon of={CircleAlert} size="small" />
          <span>
            {state.kind === "refused" ? state.reason : t`Nobody knows whether this has arrived.`}
          </span>
          <button type="button" className={styles.act} onClick={again}>
            {state.kind === "refused" ? t`Send anyway` : t`Send again`}
          </button>
          <button type="button" className={styles.act} onClick={restore}>
            {t`Back into the field`}
          </button>
        </p>
      ) : (
        <p className={styles.waiting}>
          <Icon of={Clock} size="small" />
          {t`waiting`}
        </p>
      )}
    </div>
  );
}
