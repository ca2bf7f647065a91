/** The form of one entry: its name over it, its fields, and below what saves it, as soon as there is something to save. */
import { Trans, useLingui } from "@lingui/react/macro";
import { CircleAlert, Lock } from "lucide-react";
import { type ReactNode, useRef } from "react";
import { Button } from "../parts/button";
import { Icon } from "../parts/icon";
import { useKeys } from "../shell";
import styles from "./editor.module.css";

interface EditorProps {
  title: string;
  mark?: ReactNode;
  /** Under the name: how often it is used, whose it is. */
  about?: ReactNode;
  /** Beside the name. */
  actions?: ReactNode;
  isNew: boolean;
  isChanged: boolean;
  isSaving: boolean;
  /** What hinders saving all of it. */
  problem?: string | undefined;
  /** Why nothing of it can be changed. */
  readOnly?: string | undefined;
  onSave: () => void;
  /** As it was; of a new one: none. */
  onDiscard: () => void;
  children: ReactNode;
}

export function Editor({
  title,
  mark,
  about,
  actions,
  isNew,
  isChanged,
  isSaving,
  problem,
  readOnly,
  onSave,
  onDiscard,
  children,
}: EditorProps) {
  const { t } = useLingui();
  const form = useRef<HTMLFormElement>(null);
  const isOpen = readOnly === undefined && (isNew || isChanged);
  useKeys([
    {
      keys: "Mod+S",
      text: t`Save`,
      group: t`Anywhere`,
      onPress: () => (isOpen ? form.current?.requestSubmit() : undefined),
    },
  ]);
  return (
    <form
      ref={form}
      className={styles.editor}
      aria-label={title}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (isOpen && !isSaving) {
          onSave();
        }
      }}
    >
      <div className={styles.scroll}>
        <div className={styles.page}>
          <header className={styles.head}>
            {mark ? <span className={styles.mark}>{mark}</span> : null}
            <div className={styles.names}>
              <h2 className={styles.title}>
                <bdi>{title}</bdi>
              </h2>
              {about ? <div className={styles.about}>{about}</div> : null}
            </div>
            {actions ? <div className={styles.actions}>{actions}</div> : null}
          </header>
          {readOnly ? (
            <p className={styles.readOnly}>
              <Icon of={Lock} size="small" />
              {readOnly}
            </p>
          ) : null}
          <div className={styles.fields}>{children}</div>
        </div>
      </div>
      {isOpen ? (
        <footer className={styles.bar}>
          <span className={styles.state} role={problem ? "alert" : "status"}>
            {problem ? (
              <span className={styles.problem}>
                <Icon of={CircleAlert} size="small" />
                {problem}
              </span>
            ) : isNew ? (
              <Trans>Not there yet</Trans>
            ) : (
              <Trans>Not saved</Trans>
            )}
          </span>
          <Button tone="quiet" onPress={onDiscard}>
            {isNew ? <Trans>Cancel</Trans> : <Trans>Discard</Trans>}
          </Button>
          <Button tone="primary" type="submit" isPending={isSaving}>
            {isNew ? <Trans>Create</Trans> : <Trans>Save</Trans>}
          </Button>
        </footer>
      ) : null}
    </form>
  );
}
