/** The form of one entry beside its table: saved as a whole, and deleted where it is there already. */
import { Trans } from "@lingui/react/macro";
import { type ReactNode, useState } from "react";
import { Banner } from "../parts/banner";
import { Button } from "../parts/button";
import { DeleteDialog } from "./delete_dialog";
import styles from "./sheet_form.module.css";

interface Deleting {
  title: string;
  /** What goes with it, or keeps it from going. */
  text: string;
  problem: string | undefined;
  isPending: boolean;
  onDelete: () => void;
}

interface SheetFormProps {
  children: ReactNode;
  /** What is about all of it. */
  problem: string | undefined;
  isPending: boolean;
  /** Nothing is changed yet. */
  isAsItWas: boolean;
  onSave: () => void;
  /** Nothing where it is new, or stays. */
  deleting: Deleting | undefined | false;
}

export function SheetForm({
  children,
  problem,
  isPending,
  isAsItWas,
  onSave,
  deleting,
}: SheetFormProps) {
  const [isAsked, setAsked] = useState(false);
  return (
    <form
      className={styles.form}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        onSave();
      }}
    >
      {children}
      {problem ? <Banner tone="danger">{problem}</Banner> : null}
      <footer className={styles.foot}>
        {deleting ? (
          <Button tone="danger" onPress={() => setAsked(true)}>
            <Trans>Delete…</Trans>
          </Button>
        ) : (
          <span />
        )}
        <Button type="submit" tone="primary" isPending={isPending} isDisabled={isAsItWas}>
          <Trans>Save</Trans>
        </Button>
      </footer>
      {deleting ? (
        <DeleteDialog
          title={deleting.title}
          problem={deleting.problem}
          isOpen={isAsked}
          isDeleting={deleting.isPending}
          onDelete={deleting.onDelete}
          onClose={() => setAsked(false)}
        >
          <p>{deleting.text}</p>
        </DeleteDialog>
      ) : null}
    </form>
  );
}
