/** What happened to the chat, in a line; those that were folded before it open with a press. */
import { useLingui } from "@lingui/react/macro";
import { useState } from "react";
import type { ShownActFragment } from "../../../../client/operator/graphql";
import styles from "./act_line.module.css";
import { ClockTime } from "./clock_time";
import type { Entry } from "./entry";
import { useActText } from "./use_act_text";

interface ActLineProps {
  act: ShownActFragment;
  folded: readonly Entry[];
}

export function ActLine({ act, folded }: ActLineProps) {
  const { t } = useLingui();
  const textOf = useActText();
  const [isOpen, setOpen] = useState(false);
  const acts = [...(isOpen ? folded.flatMap((entry) => entry.act ?? []) : []), act];
  return (
    <div className={styles.acts}>
      {folded.length > 0 ? (
        <button
          type="button"
          className={styles.more}
          aria-expanded={isOpen}
          onClick={() => setOpen(!isOpen)}
        >
          {isOpen ? t`Show less` : t`${folded.length} more events`}
        </button>
      ) : null}
      {acts.map((one) => (
        <p key={one.id} className={styles.act}>
          <span>{textOf(one)}</span>
          <ClockTime at={one.at} />
        </p>
      ))}
    </div>
  );
}
