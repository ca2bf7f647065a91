/** The first thing that Tab reaches: past the navigation, to what the page is about. */
import { Trans } from "@lingui/react/macro";
import styles from "./skip_link.module.css";

/** `to` is the id of an element that can have the focus. */
export function SkipLink({ to }: { to: string }) {
  return (
    <a className={styles.skip} href={`#${to}`}>
      <Trans>Skip to the content</Trans>
    </a>
  );
}
