/** A short form: its fields, and below them the button that sends it with what else can be done. */
import type { ReactNode } from "react";
import { Button } from "../parts/button";
import styles from "./form.module.css";

interface FormProps {
  children: ReactNode;
  /** What stands on its button. */
  submit: string;
  /** `plain` among other forms of a page: no wider than it has to be. */
  tone?: "primary" | "plain";
  /** Below the button. */
  more?: ReactNode;
  isPending: boolean;
  isLocked?: boolean;
  onSubmit: () => void;
}

export function Form({
  children,
  submit,
  tone = "primary",
  more,
  isPending,
  isLocked = false,
  onSubmit,
}: FormProps) {
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
      <div className={styles.actions} data-tone={tone}>
        <Button type="submit" tone={tone} isPending={isPending} isDisabled={isLocked}>
          {submit}
        </Button>
        {more}
      </div>
    </form>
  );
}
