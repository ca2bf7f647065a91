/** The form of one entry: its name over it, its fields, and below what saves it, as soon as there is something to save. */
import { Trans, useLingui } from "@lingui/react/macro";
import { CircleAlert, Lock } from "lucide-react";
import { type ReactNode, useRef } from "react";
import { Button } from "../parts/button";
import { Icon } from "../parts/icon";
import { useKeys } from "../shell";
import styles from "./editor.module.css";
import type { Edited } from "./use_edited";
import type { Save } from "./use_save";

interface EditorProps {
  title: string;
  mark?: ReactNode;
  /** Under the name: how often it is used, whose it is. */
  about?: ReactNode;
  /** Beside the name. */
  actions?: ReactNode;
  isNew: boolean;
  edited: Pick<Edited<object>, "isChanged" | "discard">;
  saving: Pick<Save, "isSaving" | "problems" | "setProblems">;
  /** What hindered something else that is done with it. */
  problem?: string | undefined;
  /** Why nothing of it can be changed. */
  readOnly?: string | undefined;
  onSave: () => void;
  /** A new one is given up. */
  onGiveUp: () => void;
  children: ReactNode;
}

export function Editor({
  title,
  mark,
  about,
  actions,
  isNew,
  edited: { isChanged, discard },
  saving: { isSaving, problems, setProblems },
  problem,
  readOnly,
  onSave,
  onGiveUp,
  children,
}: EditorProps) {
  const { t } = useLingui();
  const form = useRef<HTMLFormElement>(null);
  const hindered = problems[""] ?? problem;
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
          <span className={styles.state} role={hindered ? "alert" : "status"}>
            {hindered ? (
              <span className={styles.problem}>
                <Icon of={CircleAlert} size="small" />
                {hindered}
              </span>
            ) : isNew ? (
              <Trans>Not there yet</Trans>
            ) : (
              <Trans>Not saved</Trans>
            )}
          </span>
          <Button
            tone="quiet"
            onPress={() => {
              discard();
              setProblems({});
              if (isNew) {
                onGiveUp();
              }
            }}
          >
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
