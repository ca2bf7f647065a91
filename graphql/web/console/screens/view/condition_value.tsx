/** The values of a filter's line, each kind with its own control. */
import { Trans, useLingui } from "@lingui/react/macro";
import { Plus } from "lucide-react";
import { useState } from "react";
import { Button } from "../../parts/button";
import { Chip } from "../../parts/chip";
import { DatePicker } from "../../parts/date_picker";
import { NumberField } from "../../parts/number_field";
import { Picker } from "../../parts/picker";
import { Select } from "../../parts/select";
import { TextField } from "../../parts/text_field";
import styles from "./condition_value.module.css";
import { type Condition, FIELDS } from "./conditions";
import { dayOf, timeOf, UNITS, unitOf } from "./spans";
import type { Choice } from "./use_fields";

interface ConditionValueProps {
  /** Of the field. */
  name: string;
  condition: Condition;
  choices: readonly Choice[];
  isDisabled: boolean;
  onChange: (value: unknown) => void;
}

export function ConditionValue(props: ConditionValueProps) {
  const { t } = useLingui();
  const { name, condition, choices, isDisabled, onChange } = props;
  const { field, value } = condition;
  switch (FIELDS[field]) {
    case "choices":
      return <Chosen {...props} />;
    case "texts":
      return (
        <TextField
          label={name}
          isLabelHidden
          placeholder={t`Several with commas`}
          value={(value as string[]).join(", ")}
          isDisabled={isDisabled}
          onChange={(text) =>
            onChange(text.trim() === "" ? [] : text.split(",").map((one) => one.trimStart()))
          }
        />
      );
    case "yes":
      return (
        <Select
          label={name}
          isLabelHidden
          placeholder={t`Yes`}
          value={value === true ? "yes" : "no"}
          isDisabled={isDisabled}
          options={[
            { id: "yes", text: t`Yes` },
            { id: "no", text: t`No` },
          ]}
          onChange={(id) => onChange(id === "yes")}
        />
      );
    case "span":
      return <Span {...props} />;
    case "time":
      return (
        <DatePicker
          label={name}
          isLabelHidden
          value={value === "" ? null : dayOf(String(value))}
          isDisabled={isDisabled}
          onChange={(day) => onChange(day === null ? "" : timeOf(day))}
        />
      );
    case "pair": {
      const pair = value as { key: string; value: string };
      return (
        <div className={styles.pair}>
          <Select
            label={t`Attribute`}
            isLabelHidden
            placeholder={t`Choose an attribute`}
            value={pair.key === "" ? null : pair.key}
            isDisabled={isDisabled}
            options={choices}
            onChange={(key) => onChange({ ...pair, key })}
          />
          <TextField
            label={t`Value`}
            isLabelHidden
            placeholder={t`Value`}
            value={pair.value}
            isDisabled={isDisabled}
            onChange={(text) => onChange({ ...pair, value: text })}
          />
        </div>
      );
    }
  }
}

/** Several of what there is, as chips. */
function Chosen({ name, condition, choices, isDisabled, onChange }: ConditionValueProps) {
  const { t } = useLingui();
  const [isOpen, setOpen] = useState(false);
  const ids = condition.value as string[];
  const called = (id: string) => choices.find((one) => one.id === id)?.text ?? id;
  const choose = (id: string) =>
    onChange(ids.includes(id) ? ids.filter((one) => one !== id) : [...ids, id]);
  return (
    <div className={styles.chosen}>
      {ids.map((id) => (
        <Chip
          key={id}
          text={called(id)}
          tone="accent"
          {...(!isDisabled && {
            onRemove: () => choose(id),
            removeLabel: t`Remove ${called(id)}`,
          })}
        />
      ))}
      {isDisabled ? null : (
        <Button tone="quiet" icon={Plus} onPress={() => setOpen(true)}>
          {ids.length === 0 ? <Trans>Choose</Trans> : <Trans>More</Trans>}
        </Button>
      )}
      <Picker
        title={name}
        placeholder={t`Find`}
        sections={[{ id: "values", options: choices }]}
        chosen={new Set(ids)}
        isOpen={isOpen}
        onClose={() => setOpen(false)}
        onChoose={choose}
      />
    </div>
  );
}

function Span({ name, condition, isDisabled, onChange }: ConditionValueProps) {
  const { t } = useLingui();
  const [unit, count] = unitOf(Number(condition.value));
  return (
    <div className={styles.pair}>
      <NumberField
        label={name}
        isLabelHidden
        min={1}
        max={9_999}
        value={count}
        isDisabled={isDisabled}
        onChange={(next) => onChange((next ?? 1) * UNITS[unit])}
      />
      <Select
        label={t`Unit`}
        isLabelHidden
        placeholder={t`Unit`}
        value={unit}
        isDisabled={isDisabled}
        options={[
          { id: "minute", text: t`minutes old` },
          { id: "hour", text: t`hours old` },
          { id: "day", text: t`days old` },
        ]}
        onChange={(id) => onChange(count * UNITS[id as keyof typeof UNITS])}
      />
    </div>
  );
}
