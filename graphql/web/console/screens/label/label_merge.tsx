/** Merges a label into another: which one, then what that means before it begins. */
import { Trans, useLingui } from "@lingui/react/macro";
import { useRef, useState } from "react";
import type { ShownLabelFragment } from "../../../client/operator/graphql";
import { LikeCountText, useSave } from "../../library";
import { Button } from "../../parts/button";
import { Dialog } from "../../parts/dialog";
import { Label, LabelDot } from "../../parts/label";
import { Picker } from "../../parts/picker";
import { LABEL_MERGE } from "./documents";
import styles from "./label_merge.module.css";

interface LabelMergeProps {
  label: ShownLabelFragment;
  labels: readonly ShownLabelFragment[];
  count: { count: number; hasMore: boolean } | undefined;
  isOpen: boolean;
  onClose: () => void;
}

export function LabelMerge({ label, labels, count, isOpen, onClose }: LabelMergeProps) {
  const { t } = useLingui();
  const [intoId, setIntoId] = useState<string>();
  const { save, isSaving, problems, setProblems } = useSave([]);
  const into = labels.find(({ id }) => id === intoId);
  const isChosen = useRef(false);
  const close = () => {
    isChosen.current = false;
    setIntoId(undefined);
    setProblems({});
    onClose();
  };
  const merge = async (intoLabelId: string) => {
    if (await save(LABEL_MERGE, { labelId: label.id, intoLabelId })) {
      close();
    }
  };
  return (
    <>
      <Picker
        title={t`Merge ${label.name} into`}
        placeholder={t`Find the label that stays`}
        sections={[
          {
            id: "labels",
            options: labels
              .filter(({ id, isActive, mergedInto }) => isActive && !mergedInto && id !== label.id)
              .map(({ id, name, color }) => ({
                id,
                text: name,
                mark: <LabelDot color={color} />,
              })),
          },
        ]}
        // Choosing closes it, and asks.
        isOpen={isOpen && !into}
        onClose={() => (isChosen.current ? undefined : close())}
        onChoose={(id) => {
          isChosen.current = true;
          setIntoId(id);
        }}
      />
      <Dialog
        title={t`Merge the label?`}
        role="alertdialog"
        isOpen={isOpen && into !== undefined}
        onClose={close}
        actions={
          <>
            <Button onPress={close}>
              <Trans>Cancel</Trans>
            </Button>
            <Button tone="danger" isPending={isSaving} onPress={() => into && void merge(into.id)}>
              <Trans>Merge</Trans>
            </Button>
          </>
        }
      >
        {into ? (
          <div className={styles.asked}>
            <p className={styles.both}>
              <Label name={label.name} color={label.color} />
              <span aria-hidden="true" className={styles.arrow}>
                →
              </span>
              <Label name={into.name} color={into.color} />
            </p>
            <p className={styles.text}>
              <LikeCountText of={count} />
              {". "}
              <Trans>
                They get <bdi>{into.name}</bdi>; views and macros that ask for{" "}
                <bdi>{label.name}</bdi> ask for that one. Then <bdi>{label.name}</bdi> is gone. This
                cannot be undone.
              </Trans>
            </p>
            {problems[""] ? (
              <p className={styles.problem} role="alert">
                {problems[""]}
              </p>
            ) : null}
          </div>
        ) : null}
      </Dialog>
    </>
  );
}
