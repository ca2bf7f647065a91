/** How far a merge is: the chats that still have the old label, down to none; then the one that stays is opened. */
import { Trans, useLingui } from "@lingui/react/macro";
import { useEffect, useRef, useState } from "react";
import type { ShownLabelFragment } from "../../../client/operator/graphql";
import { LikeCountText, useLikeCount } from "../../library";
import { useLive } from "../../live/provider";
import { Banner } from "../../parts/banner";
import { tell } from "../../parts/toast_queue";
import { useToasts } from "../../shell";
import styles from "./merge_progress.module.css";

interface MergeProgressProps {
  label: ShownLabelFragment;
  labels: readonly ShownLabelFragment[];
  onOpen: (id: string, isQuiet: boolean) => void;
}

export function MergeProgress({ label, labels, onOpen }: MergeProgressProps) {
  const { t } = useLingui();
  const toasts = useToasts();
  const { feed } = useLive();
  const into = labels.find(({ id }) => id === label.mergedInto?.id);
  const left = useLikeCount({ labelIds: [label.id] });
  const [most, setMost] = useState(0);
  if (left && left.count > most) {
    setMost(left.count);
  }
  const done = useRef(() => {});
  useEffect(() => {
    done.current = () => {
      if (into) {
        tell(toasts, { text: t`${label.name} is ${into.name} now.` });
        onOpen(into.id, true);
      }
    };
  });
  useEffect(
    () =>
      feed.events.add(({ kind, subjectId }) => {
        if (kind === "LABEL_DELETED" && subjectId === label.id) {
          done.current();
        }
      }),
    [feed, label.id],
  );
  return (
    <Banner tone="info">
      <span className={styles.progress}>
        <span>
          <Trans>
            Its chats get <bdi>{into?.name}</bdi>. Left:
          </Trans>{" "}
          <LikeCountText of={left} />
        </span>
        {left && !left.hasMore && most > 0 ? (
          <progress
            className={styles.bar}
            aria-label={t`Merged`}
            value={most - left.count}
            max={most}
          />
        ) : (
          <progress className={styles.bar} aria-label={t`Merged`} />
        )}
      </span>
    </Banner>
  );
}
