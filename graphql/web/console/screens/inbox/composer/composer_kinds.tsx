/** What is being written, a message or a note, and whether the draft is kept. */
import { useLingui } from "@lingui/react/macro";
import { Lock } from "lucide-react";
import { Icon } from "../../../parts/icon";
import styles from "./composer_kinds.module.css";

interface ComposerKindsProps {
  can: { reply: boolean; note: boolean };
  isNote: boolean;
  /** In which of them something is written. */
  begun: { reply: boolean; note: boolean };
  /** Absent while nothing is written. */
  isSaved: boolean | undefined;
  onTurn: (kind: "REPLY" | "NOTE") => void;
}

export function ComposerKinds({ can, isNote, begun, isSaved, onTurn }: ComposerKindsProps) {
  const { t } = useLingui();
  return (
    <div className={styles.kinds} data-kind={isNote ? "note" : "reply"}>
      {can.reply ? (
        <button
          type="button"
          className={styles.kind}
          aria-pressed={!isNote}
          onClick={() => onTurn("REPLY")}
        >
          {t`Message`}
          {begun.reply && isNote ? <span className={styles.begun}>{t`draft`}</span> : null}
        </button>
      ) : null}
      {can.note ? (
        <button
          type="button"
          className={styles.kind}
          aria-pressed={isNote}
          onClick={() => onTurn("NOTE")}
        >
          <Icon of={Lock} size="small" />
          {t`Note`}
          {begun.note && !isNote ? <span className={styles.begun}>{t`draft`}</span> : null}
        </button>
      ) : null}
      <span className={styles.saved}>
        {isSaved === undefined ? "" : isSaved ? t`Draft saved` : t`Saving …`}
      </span>
    </div>
  );
}
