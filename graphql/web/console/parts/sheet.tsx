/** A pane that slides in over the page from its end, for what is beside the page where there is room. */
import type { ReactNode } from "react";
import { Dialog as AriaDialog } from "react-aria-components/Dialog";
import { Modal, ModalOverlay } from "react-aria-components/Modal";
import { LayerHead } from "./layer_head";
import styles from "./sheet.module.css";

interface SheetProps {
  title: string;
  children: ReactNode;
  isOpen: boolean;
  /** Left out where nothing closes it but what it asks for. */
  onClose?: () => void;
}

export function Sheet({ title, children, isOpen, onClose }: SheetProps) {
  return (
    <ModalOverlay
      className={styles.scrim}
      isDismissable={onClose !== undefined}
      isKeyboardDismissDisabled={onClose === undefined}
      isOpen={isOpen}
      onOpenChange={(next) => (next ? undefined : onClose?.())}
    >
      <Modal className={styles.modal}>
        <AriaDialog className={styles.dialog}>
          <LayerHead title={title} onClose={onClose} />
          <div className={styles.body}>{children}</div>
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  );
}
