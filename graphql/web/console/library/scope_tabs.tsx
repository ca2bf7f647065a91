/** Narrows a list to whose its entries are. */
import { useLingui } from "@lingui/react/macro";
import type { SharingScope } from "../../client/operator/graphql";
import styles from "./scope_tabs.module.css";

interface ScopeTabsProps {
  value: SharingScope | undefined;
  onChange: (scope: SharingScope | undefined) => void;
}

export function ScopeTabs({ value, onChange }: ScopeTabsProps) {
  const { t } = useLingui();
  const scopes: [SharingScope | undefined, string][] = [
    [undefined, t`All`],
    ["OWN", t`Mine`],
    ["TEAM", t`Team`],
    ["EVERYONE", t`Everyone`],
  ];
  return (
    <fieldset className={styles.scopes} aria-label={t`Whose`}>
      {scopes.map(([scope, text]) => (
        <button
          key={text}
          type="button"
          className={styles.scope}
          aria-pressed={scope === value}
          onClick={() => onChange(scope)}
        >
          {text}
        </button>
      ))}
    </fieldset>
  );
}
