/** One of several, in a list that opens; with more than about ten take a combobox. */
import { ChevronDown } from "lucide-react";
import { Select as AriaSelect, Button, SelectValue } from "react-aria-components/Select";
import { Field, type FieldProps } from "./field";
import { Floating } from "./floating";
import { Icon } from "./icon";
import type { Option } from "./option";
import { OptionList } from "./option_list";
import styles from "./select.module.css";

interface SelectProps extends FieldProps {
  options: readonly Option[];
  /** The chosen one's id. */
  value: string | null;
  onChange: (id: string) => void;
  /** What stands there until something is chosen. */
  placeholder: string;
}

export function Select({
  options,
  value,
  onChange,
  placeholder,
  isDisabled = false,
  ...frame
}: SelectProps) {
  const icon = options.find(({ id }) => id === value)?.icon;
  return (
    <AriaSelect
      value={value}
      onChange={(id) => (id === null ? undefined : onChange(String(id)))}
      placeholder={placeholder}
      isDisabled={isDisabled}
      isRequired={frame.isRequired}
      isInvalid={frame.error !== undefined}
      validationBehavior="aria"
    >
      <Field {...frame}>
        <Button className={styles.button}>
          {icon ? <Icon of={icon} /> : null}
          <SelectValue className={styles.value}>
            {({ isPlaceholder, selectedText }) => (isPlaceholder ? placeholder : selectedText)}
          </SelectValue>
          <Icon of={ChevronDown} />
        </Button>
      </Field>
      <Floating isWide>
        <OptionList options={options} />
      </Floating>
    </AriaSelect>
  );
}
