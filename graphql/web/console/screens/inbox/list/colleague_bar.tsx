/** Says whose chats these are, and leads back to all. */
import { useLingui } from "@lingui/react/macro";
import { X } from "lucide-react";
import type { ShownOperatorFragment } from "../../../../client/operator/graphql";
import { Avatar } from "../../../parts/avatar";
import { IconButton } from "../../../parts/icon_button";
import { useAvatarStatus } from "../chat/use_avatar_status";
import styles from "./colleague_bar.module.css";

interface ColleagueBarProps {
  colleague: ShownOperatorFragment;
  onLeave: () => void;
}

export function ColleagueBar({ colleague, onLeave }: ColleagueBarProps) {
  const { t } = useLingui();
  const { id, name, statusMessage } = colleague;
  const status = useAvatarStatus(colleague.status);
  return (
    <div className={styles.bar} role="status">
      <Avatar id={id} name={name} size="small" status={status} />
      <span className={styles.text}>
        {t`The chats of ${name}`}
        {statusMessage ? <span className={styles.message}> · {statusMessage}</span> : null}
      </span>
      <IconButton icon={X} label={t`Back to all chats`} onPress={onLeave} />
    </div>
  );
}
