/** What its writer hid until the reader asks for it. */
import { useLingui } from "@lingui/react/macro";
import { type ReactNode, useState } from "react";
import styles from "./spoiler.module.css";

export function Spoiler({ children }: { children: ReactNode }) {
  const { t } = useLingui();
  const [isOpen, setOpen] = useState(false);
  return isOpen ? (
    <span className={styles.open}>{children}</span>
  ) : (
    <button type="button" className={styles.closed} onClick={() => setOpen(true)}>
      {t`Hidden: show it`}
    </button>
  );
}
