/** The shape of what is being read: nothing at first, so that what comes quickly does not flash. It does not move. */
import { Trans } from "@lingui/react/macro";
import { VisuallyHidden } from "react-aria-components/VisuallyHidden";
import styles from "./skeleton.module.css";

interface SkeletonProps {
  of: "rows" | "messages" | "text";
  /** Rows, messages or lines. */
  count?: number;
}

export function Skeleton({ of, count = 4 }: SkeletonProps) {
  return (
    <div className={styles.skeleton} role="status" data-loading="">
      <VisuallyHidden>
        <Trans>Loading</Trans>
      </VisuallyHidden>
      <div aria-hidden="true">
        {Array.from({ length: count }, (_, place) => `${of} ${place}`).map((key) => (
          <div key={key} className={styles[of]}>
            <i />
            <i />
            <i />
          </div>
        ))}
      </div>
    </div>
  );
}
