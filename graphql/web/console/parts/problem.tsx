/** What happened and what to do, in the place of what could not be shown. */
import { Trans } from "@lingui/react/macro";
import { Button } from "./button";
import styles from "./problem.module.css";

interface ProblemProps {
  /** A sentence: what happened, and what helps if trying again does not. */
  message: string;
  onRetry?: () => void;
}

export function Problem({ message, onRetry }: ProblemProps) {
  return (
    <div className={styles.problem} role="alert">
      <p className={styles.message}>{message}</p>
      {onRetry ? (
        <Button onPress={onRetry}>
          <Trans>Try again</Trans>
        </Button>
      ) : null}
    </div>
  );
}
