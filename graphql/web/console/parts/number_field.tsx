/** A number with its steps; letters are not taken, and it is written as the reader's language does. */
import { useLingui } from "@lingui/react/macro";
import { Minus, Plus } from "lucide-react";
import { NumberField as AriaNumberField, Input } from "react-aria-components/NumberField";
import { ControlBox } from "./control_box";
import { Field, type FieldProps } from "./field";
import { IconButton } from "./icon_button";
import styles from "./number_field.module.css";

interface NumberFieldProps extends FieldProps {
  /** None where the field is empty. */
  value: number | undefined;
  onChange: (value: number | undefined) => void;
  min?: number;
  max?: number;
  step?: number;
  format?: Intl.NumberFormatOptions;
}

export function NumberField({
  value,
  onChange,
  min,
  max,
  step,
  format,
  isDisabled = false,
  ...frame
}: NumberFieldProps) {
  const { t } = useLingui();
  return (
    <AriaNumberField
      className={styles.number}
      value={value ?? Number.NaN}
      onChange={(next) => onChange(Number.isNaN(next) ? undefined : next)}
      minValue={min}
      maxValue={max}
      step={step}
      formatOptions={format}
      isDisabled={isDisabled}
      isRequired={frame.isRequired}
      isInvalid={frame.error !== undefined}
      validationBehavior="aria"
    >
      <Field {...frame}>
        <ControlBox>
          <Input />
          <IconButton icon={Minus} label={t`Less`} slot="decrement" />
          <IconButton icon={Plus} label={t`More`} slot="increment" />
        </ControlBox>
      </Field>
    </AriaNumberField>
  );
}
