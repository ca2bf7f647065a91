/** Under a field that became something else elsewhere while it was typed into: both values, and which one it shall be. */
import { Trans } from "@lingui/react/macro";
import { GitMerge } from "lucide-react";
import type { ReactNode } from "react";
import { Button } from "../parts/button";
import { Icon } from "../parts/icon";
import styles from "./elsewhere.module.css";
import type { Edited } from "./use_edited";

interface ElsewhereProps<Values> {
  edited: Edited<Values>;
  field: keyof Values & string;
  /** What the server has, as people read it. */
  children: ReactNode;
}

export function Elsewhere<Values>({ edited, field, children }: ElsewhereProps<Values>) {
  if (!edited.conflicts.includes(field)) {
    return null;
  }
  return (
    <div className={styles.elsewhere} role="status">
      <Icon of={GitMerge} size="small" />
      <span className={styles.text}>
        <Trans>
          Changed elsewhere meanwhile to <b className={styles.theirs}>{children}</b>
        </Trans>
      </span>
      <span className={styles.acts}>
        <Button tone="quiet" onPress={() => edited.keepMine(field)}>
          <Trans>Keep mine</Trans>
        </Button>
        <Button onPress={() => edited.takeTheirs(field)}>
          <Trans>Take that</Trans>
        </Button>
      </span>
    </div>
  );
}
