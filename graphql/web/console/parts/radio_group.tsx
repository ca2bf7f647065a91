/** One of a few, all to be seen. */

import { RadioGroup as AriaRadioGroup } from "react-aria-components/RadioGroup";
import { Field, type FieldProps } from "./field";
import type { Option } from "./option";
import { Radio } from "./radio";
import styles from "./radio_group.module.css";

interface RadioGroupProps extends FieldProps {
  options: readonly Option[];
  /** The chosen one's id. */
  value: string | null;
  onChange: (id: string) => void;
}

export function RadioGroup({
  options,
  value,
  onChange,
  isDisabled = false,
  ...frame
}: RadioGroupProps) {
  return (
    <AriaRadioGroup
      value={value}
      onChange={onChange}
      isDisabled={isDisabled}
      isRequired={frame.isRequired}
      isInvalid={frame.error !== undefined}
      validationBehavior="aria"
    >
      <Field {...frame}>
        <div className={styles.options}>
          {options.map((option) => (
            <Radio key={option.id} option={option} />
          ))}
        </div>
      </Field>
    </AriaRadioGroup>
  );
}
