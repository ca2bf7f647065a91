/** A field changed in place: kept on leaving it, Escape takes the change back. What changed elsewhere meanwhile stands beside it. */
import { useLingui } from "@lingui/react/macro";
import { type KeyboardEvent, useId, useState } from "react";
import { Button } from "../parts/button";
import { isComposed } from "../parts/ime";
import styles from "./field_in_place.module.css";

interface FieldInPlaceProps {
  label: string;
  type: "text" | "email" | "tel" | "url" | "date" | "number";
  value: string;
  isReadOnly: boolean;
  /** Whether it was kept. */
  onSave: (value: string) => Promise<boolean>;
}

/** What is typed, and what stood there before. */
interface Change {
  text: string;
  before: string;
  state: "typed" | "saving" | "refused";
}

export function FieldInPlace({ label, type, value, isReadOnly, onSave }: FieldInPlaceProps) {
  const { t } = useLingui();
  const id = useId();
  const [change, setChange] = useState<Change>();
  const text = change?.text ?? value;
  const isOther = change !== undefined && change.state !== "saving" && change.before !== value;
  const isElsewhere = isOther && change.text.trim() !== value;

  const save = async () => {
    const typed = text.trim();
    if (change === undefined || typed === value) {
      setChange(undefined);
      return;
    }
    setChange({ ...change, before: value, state: "saving" });
    const isKept = await onSave(typed);
    setChange(isKept ? undefined : { text, before: value, state: "refused" });
  };
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    if (isComposed(event.nativeEvent)) {
      return;
    }
    if (event.key === "Enter") {
      // The keys stay here: whoever goes on by Tab goes on from here.
      void save();
    } else if (event.key === "Escape") {
      event.stopPropagation();
      setChange(undefined);
    }
  };
  return (
    <div className={styles.field}>
      <label className={styles.label} htmlFor={id}>
        {label}
      </label>
      <input
        id={id}
        className={styles.input}
        type={type}
        step={type === "number" ? "any" : undefined}
        dir="auto"
        value={text}
        readOnly={isReadOnly || change?.state === "saving"}
        aria-invalid={change?.state === "refused" ? true : undefined}
        aria-describedby={isElsewhere ? `${id}elsewhere` : undefined}
        placeholder={isReadOnly ? "–" : t`Add`}
        onChange={({ target }) =>
          setChange({ text: target.value, before: change?.before ?? value, state: "typed" })
        }
        onBlur={isElsewhere || change?.state !== "typed" ? undefined : save}
        onKeyDown={onKeyDown}
      />
      {isElsewhere ? (
        <div className={styles.elsewhere}>
          <p id={`${id}elsewhere`} className={styles.other} role="status">
            {value === "" ? (
              t`Somebody emptied it meanwhile.`
            ) : (
              <>
                {t`Somebody changed it meanwhile:`} <bdi>{value}</bdi>
              </>
            )}
          </p>
          <Button onPress={save}>{t`Keep mine`}</Button>
          <Button tone="quiet" onPress={() => setChange(undefined)}>{t`Take theirs`}</Button>
        </div>
      ) : null}
    </div>
  );
}
