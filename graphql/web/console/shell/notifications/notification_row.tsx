/** One notification: of what, of whom, and when. */
import { useLingui } from "@lingui/react/macro";
import { Button } from "react-aria-components/Button";
import { VisuallyHidden } from "react-aria-components/VisuallyHidden";
import type { NotificationKind } from "../../../client/operator/graphql";
import { Icon } from "../../parts/icon";
import { Time } from "../../parts/time";
import { kindWords } from "./kinds";
import styles from "./notification_row.module.css";

export interface NotifiedChat {
  id: string;
  number: number;
  contact?: { name: string } | null;
}

interface NotificationRowProps {
  kind: NotificationKind;
  at: string;
  isRead: boolean;
  chat: NotifiedChat | undefined;
  onOpen: () => void;
}

export function NotificationRow({ kind, at, isRead, chat, onOpen }: NotificationRowProps) {
  const { t, i18n } = useLingui();
  const { text, icon } = kindWords(kind);
  return (
    <li>
      <Button className={styles.row} data-state={isRead ? "read" : "unread"} onPress={onOpen}>
        <Icon of={icon} />
        <span className={styles.about}>
          <span className={styles.text}>{i18n._(text)}</span>
          {chat?.contact ? (
            <span className={styles.name}>
              <bdi>{chat.contact.name}</bdi>
            </span>
          ) : null}
        </span>
        <Time at={at} />
        {isRead ? null : (
          <span className={styles.dot}>
            <VisuallyHidden>{t`Not read`}</VisuallyHidden>
          </span>
        )}
      </Button>
    </li>
  );
}
