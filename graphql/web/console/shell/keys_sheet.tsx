/** All shortcuts that act here now; `?` opens it. Single letters are switched off in it (WCAG 2.1.4). */
import { useLingui } from "@lingui/react/macro";
import { KeyHint } from "../parts/key_hint";
import { Sheet } from "../parts/sheet";
import { Switch } from "../parts/switch";
import { useOffered } from "./keys";
import styles from "./keys_sheet.module.css";

interface KeysSheetProps {
  isOpen: boolean;
  onClose: () => void;
  hasSingleKeys: boolean;
  /** Left out where it cannot be kept: nobody is signed in. */
  onSingleKeys?: (hasSingleKeys: boolean) => void;
}

export function KeysSheet({ isOpen, onClose, hasSingleKeys, onSingleKeys }: KeysSheetProps) {
  const { t } = useLingui();
  const groups = useOffered();
  return (
    <Sheet title={t`Keyboard shortcuts`} isOpen={isOpen} onClose={onClose}>
      {onSingleKeys ? (
        <Switch
          label={t`Single letters act`}
          help={t`Outside of fields. Keys held with Ctrl or Alt act in any case.`}
          isSelected={hasSingleKeys}
          onChange={onSingleKeys}
        />
      ) : null}
      {[...groups].map(([group, shortcuts]) => (
        <section key={group} className={styles.group}>
          <h3 className={styles.title}>{group}</h3>
          <dl className={styles.list}>
            {shortcuts.map(({ keys, text }) => (
              <div key={keys} className={styles.row}>
                <dt>{text}</dt>
                <dd>
                  <KeyHint keys={keys} />
                </dd>
              </div>
            ))}
          </dl>
        </section>
      ))}
    </Sheet>
  );
}
