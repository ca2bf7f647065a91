/** Which of the three lists is shown. */
import { useLingui } from "@lingui/react/macro";
import styles from "./kind_tabs.module.css";
import type { Kind } from "./kinds";

interface KindTabsProps {
  value: Kind;
  onChange: (kind: Kind) => void;
}

export function KindTabs({ value, onChange }: KindTabsProps) {
  const { t } = useLingui();
  const kinds: [Kind, string][] = [
    ["template", t`Templates`],
    ["macro", t`Macros`],
    ["replacement", t`Auto-replace`],
  ];
  return (
    <fieldset className={styles.kinds} aria-label={t`What is shown`}>
      {kinds.map(([kind, text]) => (
        <button
          key={kind}
          type="button"
          className={styles.kind}
          aria-pressed={kind === value}
          onClick={() => onChange(kind)}
        >
          {text}
        </button>
      ))}
    </fieldset>
  );
}
