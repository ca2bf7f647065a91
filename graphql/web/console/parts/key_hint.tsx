/** The keys that do the same, as this computer writes them. */

import { keyCaps } from "./key_caps";
import styles from "./key_hint.module.css";

interface KeyHintProps {
  /** Keys pressed one after another are apart: `g i`. Held together they have a plus: `Mod+K`. */
  keys: string;
}

export function KeyHint({ keys }: KeyHintProps) {
  return (
    <span className={styles.hint} dir="ltr">
      {keyCaps(keys).map(({ id, text }) => (
        <kbd key={id} className={styles.cap}>
          {text}
        </kbd>
      ))}
    </span>
  );
}
