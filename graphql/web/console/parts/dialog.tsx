/** A question or a short form that is answered before anything else; Escape and the cross close it. */
import type { ReactNode } from "react";
import { Dialog as AriaDialog } from "react-aria-components/Dialog";
import { Modal, ModalOverlay } from "react-aria-components/Modal";
import styles from "./dialog.module.css";
import { LayerHead } from "./layer_head";

interface DialogProps {
  title: string;
  children: ReactNode;
  /** Its buttons, the one that goes on last. */
  actions?: ReactNode;
  /** `alertdialog` asks before what cannot be undone: no click beside it answers. */
  role?: "dialog" | "alertdialog";
  isOpen: boolean;
  onClose: () => void;
}

export function Dialog({
  title,
  children,
  actions,
  role = "dialog",
  isOpen,
  onClose,
}: DialogProps) {
  return (
    <ModalOverlay
      className={styles.scrim}
      isDismissable={role === "dialog"}
      isOpen={isOpen}
      onOpenChange={(next) => (next ? undefined : onClose())}
    >
      <Modal className={styles.modal}>
        <AriaDialog className={styles.dialog} role={role}>
          <LayerHead title={title} onClose={onClose} />
          <div className={styles.body}>{children}</div>
          {actions ? <footer className={styles.actions}>{actions}</footer> : null}
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  );
}
