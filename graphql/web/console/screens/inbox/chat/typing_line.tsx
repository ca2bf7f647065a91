/** Who types, and what the customer has typed so far where that is shown. It is never kept. */
import { useLingui } from "@lingui/react/macro";
import { useEffect, useState } from "react";
import { useSubscription } from "urql";
import type { TypingSubscription } from "../../../../client/operator/graphql";
import { TYPING } from "../documents";
import { useAuthorName } from "../thread/use_author_name";
import { useInbox } from "../use_inbox";
import styles from "./typing_line.module.css";
import type { OpenedChat } from "./use_open_chat";

type Typing = TypingSubscription["typing"];

/** Signals end by themselves; this is looked at so often. */
const LOOK_MS = 1_000;

export function TypingLine({ chat }: { chat: OpenedChat }) {
  const { t } = useLingui();
  const { me } = useInbox();
  const nameOf = useAuthorName();
  const [typing, setTyping] = useState<readonly Typing[]>([]);
  const [{ data }] = useSubscription({ query: TYPING, variables: { chatId: chat.id } });
  const told = data?.typing;
  useEffect(() => {
    if (told) {
      const by = (one: Typing) => JSON.stringify([one.author, one.isNote]);
      setTyping((before) => [
        ...before.filter((one) => by(one) !== by(told)),
        ...(told.isTyping ? [told] : []),
      ]);
    }
  }, [told]);
  useEffect(() => {
    const timer = setInterval(() => {
      setTyping((before) => {
        const left = before.filter(({ expiresAt }) => Date.parse(expiresAt) > Date.now());
        return left.length === before.length ? before : left;
      });
    }, LOOK_MS);
    return () => clearInterval(timer);
  }, []);
  // What was sent is typed no more.
  const count = chat.inboundCount;
  const [seenCount, setSeenCount] = useState(count);
  if (seenCount !== count) {
    setSeenCount(count);
    setTyping(typing.filter(({ author }) => author.__typename !== "Contact"));
  }
  const shown = typing.filter(
    ({ author }) => author.__typename !== "Operator" || author.id !== me.id,
  );
  return (
    <div className={styles.line} aria-live="off">
      {shown.map((one) => (
        <p key={nameOf(one.author)} className={styles.one} dir="auto">
          <span className={styles.dots} aria-hidden="true">
            <i />
            <i />
            <i />
          </span>
          <span className={styles.who}>
            {one.isNote ? t`${nameOf(one.author)} writes a note` : t`${nameOf(one.author)} types`}
          </span>
          {one.preview ? (
            <span className={styles.preview} data-preview="">
              {one.preview}
            </span>
          ) : null}
        </p>
      ))}
    </div>
  );
}
