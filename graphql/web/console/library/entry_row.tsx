/** One entry of a library's list: a mark, its name, a line about it, and what counts at the end. */
import { useLingui } from "@lingui/react/macro";
import type { ReactNode } from "react";
import styles from "./entry_row.module.css";
import { useUnsaved } from "./use_edited";

interface EntryRowProps {
  id: string;
  name: string;
  mark?: ReactNode;
  text?: ReactNode;
  end?: ReactNode;
  /** It is there, but nobody is offered it. */
  isOff?: boolean;
}

export function EntryRow({ id, name, mark, text, end, isOff = false }: EntryRowProps) {
  const { t } = useLingui();
  const isUnsaved = useUnsaved().has(id);
  return (
    <div className={styles.row} data-state={isOff ? "off" : "on"}>
      {mark ? <span className={styles.mark}>{mark}</span> : null}
      <span className={styles.about}>
        <span className={styles.name}>
          <bdi>{name}</bdi>
          {isUnsaved ? (
            <span className={styles.unsaved} role="img" aria-label={t`Not saved`} />
          ) : null}
        </span>
        {text ? <span className={styles.text}>{text}</span> : null}
      </span>
      {end === undefined ? null : <span className={styles.end}>{end}</span>}
    </div>
  );
}
