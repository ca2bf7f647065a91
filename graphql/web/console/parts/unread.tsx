/** That a chat has messages which were not read: a dot and how many. The row's name is bold besides. */
import { Plural } from "@lingui/react/macro";
import { VisuallyHidden } from "react-aria-components/VisuallyHidden";
import styles from "./unread.module.css";

export function Unread({ count }: { count: number }) {
  if (count <= 0) {
    return null;
  }
  return (
    <span className={styles.unread}>
      <span className={styles.dot} />
      <span aria-hidden="true">{count}</span>
      <VisuallyHidden>
        <Plural value={count} one="# unread message" other="# unread messages" />
      </VisuallyHidden>
    </span>
  );
}
