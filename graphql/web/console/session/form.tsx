/** A short form: its fields, and below them the button that sends it with what else can be done. */
import type { ReactNode } from "react";
import { Button } from "../parts/button";
import styles from "./form.module.css";

interface FormProps {
  children: ReactNode;
  /** What stands on its button. */
  submit: string;
  /** Below the button. */
  more?: ReactNode;
  isPending: boolean;
  isLocked?: boolean;
  onSubmit: () => void;
}

export function Form({ children, submit, more, isPending, isLocked = false, onSubmit }: FormProps) {
  return (
    <form
      className={styles.form}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (!isPending && !isLocked) {
          onSubmit();
        }
      }}
    >
      {children}
      <div className={styles.actions}>
        <Button type="submit" tone="primary" isPending={isPending} isDisabled={isLocked}>
          {submit}
        </Button>
        {more}
      </div>
    </form>
  );
}
