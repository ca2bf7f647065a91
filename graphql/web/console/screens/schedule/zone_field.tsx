/** The time zone by whose clocks it opens. */
import { useLingui } from "@lingui/react/macro";
import { Combobox } from "../../parts/combobox";

interface ZoneFieldProps {
  zone: string;
  error: string | undefined;
  onChange: (zone: string) => void;
}

export function ZoneField({ zone, error, onChange }: ZoneFieldProps) {
  const { t } = useLingui();
  // A browser may know a zone by its older name.
  const names = new Set([zone, ...Intl.supportedValuesOf("timeZone")]);
  const options = [...names].sort().map((name) => ({ id: name, text: name.replaceAll("_", " ") }));
  return (
    <Combobox
      label={t`Time zone`}
      options={options}
      value={zone}
      error={error}
      onChange={(id) => id !== null && onChange(id)}
    />
  );
}
