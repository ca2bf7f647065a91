/** A line that is searched by while it is typed; Escape and the cross empty it. */
import { useLingui } from "@lingui/react/macro";
import { Search, X } from "lucide-react";
import type { Ref } from "react";
import { SearchField as AriaSearchField, Input } from "react-aria-components/SearchField";
import { ControlBox } from "./control_box";
import { Icon } from "./icon";
import { IconButton } from "./icon_button";
import { KeyHint } from "./key_hint";
import styles from "./search_field.module.css";

interface SearchFieldProps {
  label: string;
  value: string;
  onChange: (value: string) => void;
  onSubmit?: (value: string) => void;
  placeholder?: string;
  /** The key that comes here. */
  keys?: string;
  isDisabled?: boolean;
  ref?: Ref<HTMLInputElement>;
}

export function SearchField({
  label,
  value,
  onChange,
  onSubmit,
  placeholder,
  keys,
  isDisabled = false,
  ref,
}: SearchFieldProps) {
  const { t } = useLingui();
  return (
    <AriaSearchField
      aria-label={label}
      className={styles.search}
      value={value}
      onChange={onChange}
      onSubmit={onSubmit}
      isDisabled={isDisabled}
    >
      <ControlBox>
        <Icon of={Search} />
        <Input ref={ref} dir="auto" placeholder={placeholder ?? label} />
        {keys && value === "" ? (
          <span className={styles.keys}>
            <KeyHint keys={keys} />
          </span>
        ) : null}
        {value !== "" && !isDisabled ? <IconButton icon={X} label={t`Empty`} /> : null}
      </ControlBox>
    </AriaSearchField>
  );
}
