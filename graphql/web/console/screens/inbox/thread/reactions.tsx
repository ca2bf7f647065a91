/** What readers answered a message with, each once with who; a press adds the own one or takes it back. */
import { useLingui } from "@lingui/react/macro";
import type { ShownMessageFragment } from "../../../../client/operator/graphql";
import { useDo } from "../../../shell";
import { MESSAGE_REACT } from "../acts/message_documents";
import { useInbox } from "../use_inbox";
import styles from "./reactions.module.css";
import { useAuthorName } from "./use_author_name";

interface ReactionsProps {
  message: ShownMessageFragment;
  canReact: boolean;
}

export function Reactions({ message, canReact }: ReactionsProps) {
  const { t } = useLingui();
  const { me } = useInbox();
  const run = useDo();
  const nameOf = useAuthorName();
  const emojis = [...new Set(message.reactions.map(({ emoji }) => emoji))];
  if (emojis.length === 0) {
    return null;
  }
  return (
    <span className={styles.reactions}>
      {emojis.map((emoji) => {
        const by = message.reactions.filter((one) => one.emoji === emoji);
        const isMine = by.some(
          ({ author }) => author.__typename === "Operator" && author.id === me.id,
        );
        const names = by.map(({ author }) => nameOf(author)).join(", ");
        return (
          <button
            key={emoji}
            type="button"
            className={styles.reaction}
            aria-pressed={isMine}
            aria-label={t`${emoji} by ${names}`}
            title={names}
            disabled={!canReact}
            onClick={() => run(MESSAGE_REACT, { messageId: message.id, emoji, isRemoved: isMine })}
          >
            {emoji}
            {by.length > 1 ? <span className={styles.count}>{by.length}</span> : null}
          </button>
        );
      })}
    </span>
  );
}
