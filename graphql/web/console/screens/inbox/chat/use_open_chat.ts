/** The chat that the address names: read once, then live; what depends on who asks is read again with each change. */
import { useEffect } from "react";
import { type CombinedError, useQuery } from "urql";
import type { ChatNowQuery, OpenChatQuery } from "../../../../client/operator/graphql";
import { looksAt } from "../../../shell";
import { CHAT_NOW, OPEN_CHAT } from "../documents";

export type OpenedChat = NonNullable<OpenChatQuery["chat"]>;
export type ChatNow = NonNullable<ChatNowQuery["chat"]>;

export interface OpenChat {
  chat: OpenedChat | undefined;
  /** Absent until it is known, or where the chat cannot be read. */
  now: ChatNow | undefined;
  /** The server was asked, and there is no such chat for this reader. */
  isMissing: boolean;
  error: CombinedError | undefined;
  read: () => void;
}

export function useOpenChat(number: number | undefined): OpenChat {
  const isPaused = number === undefined;
  const [{ data, error, fetching, stale }, read] = useQuery({
    query: OPEN_CHAT,
    variables: { number: number ?? 0 },
    pause: isPaused,
    requestPolicy: "cache-and-network",
  });
  const found = data?.chat;
  const chat = !isPaused && found?.number === number ? found : undefined;
  const [now, readNow] = useQuery({
    query: CHAT_NOW,
    variables: { id: chat?.id ?? "" },
    pause: chat === undefined,
  });
  const [id, version] = [chat?.id, chat?.version];
  useEffect(() => {
    if (id !== undefined && version !== undefined) {
      readNow({ requestPolicy: "network-only" });
    }
  }, [id, version, readNow]);
  // What happens in the chat that is looked at makes no sound.
  useEffect(() => (id === undefined ? undefined : looksAt(id)), [id]);
  const nowChat = now.data?.chat;
  return {
    chat,
    now: nowChat && nowChat.id === id ? nowChat : undefined,
    isMissing: !isPaused && !fetching && !stale && !error && data !== undefined && !data.chat,
    error: chat ? undefined : error,
    read: () => read({ requestPolicy: "network-only" }),
  };
}
