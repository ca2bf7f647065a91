/** The fields that a plugin's schema describes; what is newer than this page stands there to be read. */
import { useLingui } from "@lingui/react/macro";
import type { ReactNode } from "react";
import { Banner } from "../../parts/banner";
import { NumberField } from "../../parts/number_field";
import { PasswordField } from "../../parts/password_field";
import { Select } from "../../parts/select";
import { Switch } from "../../parts/switch";
import { TextArea } from "../../parts/text_area";
import { TextField } from "../../parts/text_field";
import type { Json, Place } from "./edits";
import styles from "./schema_form.module.css";
import { type ReadSchema, type Refusal, readSchema, type SchemaField } from "./settings_schema";

interface SchemaFormProps {
  schema: unknown;
  /** Where the settings stand: `settings/`. */
  prefix: Place;
  value: (place: Place) => Json | undefined;
  error: (place: Place) => string | undefined;
  onChange: (place: Place, value: Json | undefined) => void;
  /** Beside a field: what stands there otherwise. */
  beside?: (place: Place) => ReactNode;
  isDisabled?: boolean;
  /** Those of `x-secret`, which go to where secrets are kept. */
  secrets: Readonly<Record<string, string>>;
  onSecrets: (secrets: Readonly<Record<string, string>>) => void;
}

export function SchemaForm({ schema, ...form }: SchemaFormProps) {
  const { t } = useLingui();
  const read: ReadSchema = readSchema(schema);
  const reasons: Record<Refusal, string> = {
    depth: t`The plugin's settings are nested too deeply to be shown. Its author has to mend that.`,
    fields: t`The plugin has more settings than can be shown. Its author has to mend that.`,
    options: t`A setting of the plugin has more choices than can be shown. Its author has to mend that.`,
    shape: t`The plugin does not say what its settings are. Its author has to mend that.`,
  };
  return "refused" in read ? (
    <Banner tone="danger">{reasons[read.refused]}</Banner>
  ) : (
    <Fields fields={read.fields} {...form} />
  );
}

function Fields({
  fields,
  ...form
}: Omit<SchemaFormProps, "schema"> & { fields: readonly SchemaField[] }) {
  return (
    <div className={styles.fields}>
      {fields.map((field) => {
        const place = form.prefix + field.name;
        return field.shape.kind === "object" ? (
          <fieldset key={place} className={styles.group}>
            <legend className={styles.legend}>{field.title}</legend>
            <Fields {...form} fields={field.shape.fields} prefix={`${place}/`} />
          </fieldset>
        ) : (
          <div key={place} className={styles.field}>
            <OneField field={field} place={place} {...form} />
            {form.beside?.(place)}
          </div>
        );
      })}
    </div>
  );
}

type OneFieldProps = Omit<SchemaFormProps, "schema" | "prefix"> & {
  field: SchemaField;
  place: Place;
};

function OneField({ field, place, value, error, onChange, ...form }: OneFieldProps) {
  const { t } = useLingui();
  const { isDisabled, secrets, onSecrets } = form;
  const { shape, title, help, isRequired } = field;
  const now = value(place) ?? field.initial;
  const frame = { label: title, help, error: error(place), isRequired, isDisabled };
  const text = typeof now === "string" ? now : "";
  switch (shape.kind) {
    case "string":
      return (
        <TextField
          {...frame}
          type={shape.isAddress ? "url" : "text"}
          maxLength={shape.maxLength}
          value={text}
          onChange={(next) => onChange(place, next === "" ? undefined : next)}
        />
      );
    case "secret":
      return (
        <PasswordField
          {...frame}
          help={help ?? t`Kept sealed: nobody can read it here again.`}
          autoComplete="new-password"
          value={secrets[field.name] ?? ""}
          onChange={(next) => onSecrets({ ...secrets, [field.name]: next })}
        />
      );
    case "number":
      return (
        <NumberField
          {...frame}
          value={typeof now === "number" ? now : undefined}
          min={shape.min}
          max={shape.max}
          step={shape.isWhole ? 1 : undefined}
          format={{ useGrouping: false }}
          onChange={(next) => onChange(place, next)}
        />
      );
    case "boolean":
      return (
        <Switch
          label={title}
          help={help}
          isSelected={now === true}
          isDisabled={isDisabled}
          onChange={(next) => onChange(place, next)}
        />
      );
    case "enum":
      return (
        <Select
          {...frame}
          placeholder={t`Choose`}
          value={text === "" ? null : text}
          options={shape.options.map((id) => ({ id, text: id }))}
          onChange={(next) => onChange(place, next)}
        />
      );
    case "list":
      return (
        <TextArea
          {...frame}
          help={help ?? t`One a line.`}
          value={Array.isArray(now) ? now.join("\n") : ""}
          onChange={(next) =>
            onChange(place, next === "" ? undefined : next.split("\n").slice(0, shape.most))
          }
        />
      );
    default:
      return (
        <div className={styles.field}>
          <span className={styles.legend}>{title}</span>
          <span
            className={styles.newer}
          >{t`Newer than this page: it can be read here, and is kept as it is.`}</span>
          <pre className={styles.json} dir="ltr">
            {JSON.stringify(now ?? null, null, 2)}
          </pre>
        </div>
      );
  }
}
