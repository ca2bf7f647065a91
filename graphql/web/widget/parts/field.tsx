/** One line to fill in, with its name, its mistake and whether it may stay empty. */
import { useId } from "preact/hooks";

interface FieldProps {
  label: string;
  type: "text" | "email";
  /** What browsers fill it in by. */
  autocomplete: "name" | "email";
  value: string;
  onInput: (value: string) => void;
  /** Beside the name, such as that it may stay empty. */
  hint?: string | undefined;
  error?: string | undefined;
}

export function Field({ label, type, autocomplete, value, onInput, hint, error }: FieldProps) {
  const id = useId();
  return (
    <div class="field">
      <label class="field-label" for={id}>
        {label}
        {hint ? <span class="field-hint">{hint}</span> : null}
      </label>
      <input
        id={id}
        class="field-input"
        {...(type === "email" ? ({ type: "email" } as const) : ({ type: "text" } as const))}
        // What is empty begins where the reader begins.
        dir={value === "" ? undefined : "auto"}
        autocomplete={autocomplete}
        maxLength={200}
        value={value}
        aria-invalid={error ? true : undefined}
        aria-describedby={error ? `${id}-error` : undefined}
        onInput={(event) => onInput(event.currentTarget.value)}
      />
      {error ? (
        <span class="field-error" id={`${id}-error`}>
          {error}
        </span>
      ) : null}
    </div>
  );
}
