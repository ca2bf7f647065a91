/** Asks before an entry goes, and says what goes with it. */
import { Trans } from "@lingui/react/macro";
import type { ReactNode } from "react";
import { Button } from "../parts/button";
import { Dialog } from "../parts/dialog";
import styles from "./delete_dialog.module.css";

interface DeleteDialogProps {
  title: string;
  children: ReactNode;
  problem: string | undefined;
  isOpen: boolean;
  isDeleting: boolean;
  onDelete: () => void;
  onClose: () => void;
}

export function DeleteDialog({
  title,
  children,
  problem,
  isOpen,
  isDeleting,
  onDelete,
  onClose,
}: DeleteDialogProps) {
  return (
    <Dialog
      title={title}
      role="alertdialog"
      isOpen={isOpen}
      onClose={onClose}
      actions={
        <>
          <Button onPress={onClose}>
            <Trans>Cancel</Trans>
          </Button>
          <Button tone="danger" isPending={isDeleting} onPress={onDelete}>
            <Trans>Delete</Trans>
          </Button>
        </>
      }
    >
      <div className={styles.goes}>{children}</div>
      {problem ? (
        <p className={styles.problem} role="alert">
          {problem}
        </p>
      ) : null}
    </Dialog>
  );
}
