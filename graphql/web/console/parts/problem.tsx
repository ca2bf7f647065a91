/** What happened and what to do, in the place of what could not be shown. */
import { Trans } from "@lingui/react/macro";
import { CircleAlert, RotateCw } from "lucide-react";
import { Button } from "./button";
import { Icon } from "./icon";
import styles from "./problem.module.css";

interface ProblemProps {
  /** A sentence: what happened, and what helps if trying again does not. */
  message: string;
  /** By which the server's log knows the request. */
  requestId?: string;
  onRetry?: () => void;
}

export function Problem({ message, requestId, onRetry }: ProblemProps) {
  return (
    <div className={styles.problem} role="alert">
      <span className={styles.icon}>
        <Icon of={CircleAlert} size="large" />
      </span>
      <p className={styles.message}>{message}</p>
      {onRetry ? (
        <Button icon={RotateCw} onPress={onRetry}>
          <Trans>Try again</Trans>
        </Button>
      ) : null}
      {requestId ? (
        <p className={styles.request}>
          <Trans>
            Request <bdi className={styles.id}>{requestId}</bdi>
          </Trans>
        </p>
      ) : null}
    </div>
  );
}
