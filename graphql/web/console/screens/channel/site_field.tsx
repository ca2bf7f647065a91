/** The address of a company's site, on whose pages a web chat can be shown. */
import { useLingui } from "@lingui/react/macro";
import { TextField } from "../../parts/text_field";

interface SiteFieldProps {
  value: string;
  error: string | undefined;
  isFirst?: boolean;
  isRequired?: boolean;
  onChange: (site: string) => void;
}

export function SiteField(props: SiteFieldProps) {
  const { t } = useLingui();
  return (
    <TextField
      label={t`Your site`}
      help={t`The chat can be shown on its pages.`}
      type="url"
      placeholder={t`https://shop.example.com`}
      {...props}
    />
  );
}
