/** Who types in a chat now. */
import { useEffect, useState } from "react";
import { useSubscription } from "urql";
import type { TypingSubscription } from "../../../../client/operator/graphql";
import { TYPING } from "../documents";
import { useInbox } from "../use_inbox";

type Typing = TypingSubscription["typing"];

/** Signals end by themselves; this is looked at so often. */
const LOOK_MS = 1_000;

/** All but the reader. */
export function useTypers(chat: { id: string; inboundCount: number }): readonly Typing[] {
  const { me } = useInbox();
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
  return typing.filter(({ author }) => author.__typename !== "Operator" || author.id !== me.id);
}
