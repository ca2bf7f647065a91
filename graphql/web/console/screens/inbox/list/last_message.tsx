/** What was said last, in a line. */
import { useLingui } from "@lingui/react/macro";
import { Bot, CornerUpRight } from "lucide-react";
import { VisuallyHidden } from "react-aria-components/VisuallyHidden";
import type { ChatRowFragment } from "../../../../client/operator/graphql";
import { Icon } from "../../../parts/icon";
import styles from "./last_message.module.css";

interface LastMessageProps {
  message: ChatRowFragment["lastMessage"];
  subject: string | null;
}

export function LastMessage({ message, subject }: LastMessageProps) {
  const { t } = useLingui();
  if (!message) {
    return <span className={styles.last}>{subject ?? t`Nothing was said yet`}</span>;
  }
  const { authorKind, body, deletedAt } = message;
  return (
    <span className={styles.last}>
      {authorKind === "OPERATOR" ? (
        <>
          <VisuallyHidden>{t`Answered:`}</VisuallyHidden>
          <Icon of={CornerUpRight} size="small" isDirectional />
        </>
      ) : authorKind === "CONTACT" ? null : (
        <Icon of={Bot} size="small" />
      )}
      {deletedAt ? <i>{t`deleted`}</i> : <bdi>{body || t`A file`}</bdi>}
    </span>
  );
}
