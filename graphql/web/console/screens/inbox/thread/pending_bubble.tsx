/** A reply that is sent in a moment: until then it can be taken back. One that came back says why. */
import { useLingui } from "@lingui/react/macro";
import { CircleAlert, Clock, Undo2 } from "lucide-react";
import type { ShownPendingReplyFragment } from "../../../../client/operator/graphql";
import { Icon } from "../../../parts/icon";
import { Time } from "../../../parts/time";
import { useDo } from "../../../shell";
import { REPLY_CANCEL } from "../acts/message_documents";
import type { Restored } from "../composer/composer";
import styles from "./pending_bubble.module.css";

interface PendingBubbleProps {
  reply: ShownPendingReplyFragment;
  onRestore: (said: Restored) => void;
}

export function PendingBubble({ reply, onRestore }: PendingBubbleProps) {
  const { t } = useLingui();
  const run = useDo();
  const { id, body, kind, state, releaseAt, errorMessage } = reply;
  const undo = async () => {
    if (await run(REPLY_CANCEL, { pendingReplyId: id })) {
      onRestore(reply);
    }
  };
  const isBack = state === "RETURNED";
  return (
    <div className={styles.row}>
      <div className={styles.bubble} data-state={isBack ? "back" : undefined}>
        <p className={styles.text} dir="auto">
          {body || t`A file`}
        </p>
      </div>
      <div className={styles.foot} data-state={isBack ? "back" : undefined}>
        <Icon of={isBack ? CircleAlert : Clock} size="small" />
        {isBack ? (
          <span>{errorMessage ?? t`It was not sent.`}</span>
        ) : kind === "LATER" ? (
          <span>
            {t`is sent`} <Time at={releaseAt} isFull />
          </span>
        ) : (
          <span>{t`is sent in a moment`}</span>
        )}
        <button type="button" className={styles.undo} onClick={undo}>
          <Icon of={Undo2} size="small" />
          {isBack ? t`Back into the field` : t`Undo`}
        </button>
      </div>
    </div>
  );
}
