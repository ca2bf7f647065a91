/** The openings of a day as they are typed. */
import { useLingui } from "@lingui/react/macro";
import { TextField } from "../../parts/text_field";
import { typed } from "./openings";

interface TimesFieldProps {
  label: string;
  isLabelHidden?: boolean;
  /** `09:00–12:00, 13:00–18:00`. */
  text: string;
  onChange: (text: string) => void;
}

export function TimesField({ text, ...field }: TimesFieldProps) {
  const { t } = useLingui();
  return (
    <TextField
      placeholder={t`closed`}
      value={text}
      error={typed(text) ? undefined : t`Write times such as 09:00–12:00, 13:00–18:00.`}
      {...field}
    />
  );
}
