/** One of many, found by typing a part of its name. */
import { useLingui } from "@lingui/react/macro";
import { ChevronDown } from "lucide-react";
import { ComboBox, Input } from "react-aria-components/ComboBox";
import { ControlBox } from "./control_box";
import { Field, type FieldProps } from "./field";
import { Floating } from "./floating";
import { IconButton } from "./icon_button";
import type { Option } from "./option";
import { OptionList } from "./option_list";

interface ComboboxProps extends FieldProps {
  options: readonly Option[];
  /** The chosen one's id. */
  value: string | null;
  onChange: (id: string | null) => void;
  placeholder?: string;
}

export function Combobox({
  options,
  value,
  onChange,
  placeholder,
  isDisabled = false,
  ...frame
}: ComboboxProps) {
  const { t } = useLingui();
  return (
    <ComboBox
      defaultItems={options}
      value={value}
      onChange={(id) => onChange(id === null ? null : String(id))}
      isDisabled={isDisabled}
      isRequired={frame.isRequired}
      isInvalid={frame.error !== undefined}
      validationBehavior="aria"
      menuTrigger="focus"
      allowsEmptyCollection
    >
      <Field {...frame}>
        <ControlBox>
          <Input dir="auto" placeholder={placeholder} />
          <IconButton icon={ChevronDown} label={t`All options`} />
        </ControlBox>
      </Field>
      <Floating isWide>
        <OptionList empty={t`Nothing of this name.`} />
      </Floating>
    </ComboBox>
  );
}
