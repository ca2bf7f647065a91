/** The thread of a chat, kept live: its pages are read once, then the feed brings what is new. */
import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import type { FeedEvent } from "../../../live/events";
import type { Live } from "../../../live/live";
import { useLive } from "../../../live/provider";
import { useListened } from "../../../live/use_listened";
import type { OpenedChat } from "../chat/use_open_chat";
import { CHAT_ENTRIES } from "../documents";
import { type EarlierChat, earlierChats } from "./earlier_chats";
import { type Entry, entryOfMessage, entryOfNote, pageOf } from "./entry";
import { PageReads } from "./page_reads";
import { ThreadWindow } from "./thread_window";

const PAGE = 50;
/** What happens at once is read at once. */
const SOON_MS = 60;

export interface Thread {
  entries: readonly Entry[];
  state: "loading" | "ready" | "failed";
  hasOlder: boolean;
  hasNewer: boolean;
  has: (id: string) => boolean;
  older: () => void;
  newer: () => void;
  /** What stands around this one; absent: the newest. */
  show: (around?: string) => Promise<void>;
}

type Page = { first: number } | { last: number };
type From = { after?: string | null; before?: string | null; around?: string };

async function read(live: Live, id: string, asked: Page & From) {
  const { data, error } = await live.client
    .query(CHAT_ENTRIES, { id, ...asked }, { requestPolicy: "network-only" })
    .toPromise();
  const entries = data?.chat?.entries;
  if (!entries) {
    throw error ?? new Error("the chat is gone");
  }
  return pageOf(entries);
}

export function useThread(chat: OpenedChat, around: string | undefined): Thread {
  const live = useLive();
  const { id: chatId, number } = chat;
  const contactId = chat.contact.id;
  const earlier = useRef<readonly EarlierChat[]>(undefined);
  const thread = useMemo(() => new ThreadWindow(), []);
  const [isFailed, setFailed] = useState(false);
  const reads = useMemo(
    () =>
      new PageReads(
        () => thread.isLoaded,
        async () => thread.newer(await read(live, chatId, { first: PAGE, after: thread.end })),
      ),
    [live, chatId, thread],
  );
  const entries = useListened(thread.changes, () => thread.entries);

  const show = useCallback(
    async (at?: string) => {
      try {
        const asked = at === undefined ? { last: PAGE } : { around: at, first: PAGE };
        thread.begin(await read(live, chatId, asked));
        earlier.current = undefined;
        setFailed(false);
        void reads.goOn();
      } catch {
        setFailed(true);
      }
    },
    [live, chatId, thread, reads],
  );

  const older = useCallback(
    () =>
      reads.once(async () => {
        if (thread.hasOlder) {
          thread.older(await read(live, chatId, { last: PAGE, before: thread.start }));
        } else if (thread.isLoaded && thread.hasEarlier) {
          const [chat, ...others] =
            earlier.current ?? (await earlierChats(live, contactId, number));
          const page = chat && (await read(live, chat.id, { last: PAGE, before: chat.before }));
          earlier.current =
            chat && page?.hasPrevious ? [{ ...chat, before: page.startCursor }, ...others] : others;
          thread.earlier(
            page?.entries.map((entry) => ({ ...entry, chat: chat?.number ?? 0 })) ?? [],
            earlier.current.length > 0,
          );
        }
      }),
    [reads, live, chatId, contactId, number, thread],
  );

  const first = useRef(around);
  useEffect(() => {
    show(first.current);
    return live.resets.add(() => show());
  }, [live, show]);

  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const soon = () => {
      timer ??= setTimeout(() => {
        timer = undefined;
        if (!thread.hasNewer) {
          void reads.newer();
        }
      }, SOON_MS);
    };
    const end = live.feed.events.add((event) => {
      if (take(event, chatId, thread)) {
        soon();
      }
    });
    // An answer may be there before its event.
    const settled = live.outbox.changes.add(soon);
    return () => {
      clearTimeout(timer);
      end();
      settled();
    };
  }, [live, chatId, thread, reads]);

  return {
    entries,
    state: thread.isLoaded ? "ready" : isFailed ? "failed" : "loading",
    hasOlder: thread.hasOlder || (thread.isLoaded && thread.hasEarlier),
    hasNewer: thread.hasNewer,
    has: (id) => thread.has(id),
    older: () => void older(),
    newer: () => void reads.newer(),
    show,
  };
}

/** Tells whether the server has entries that the feed does not bring. */
function take(event: FeedEvent, chatId: string, thread: ThreadWindow): boolean {
  switch (event.__typename) {
    case "MessageEvent": {
      const isOwn = event.message?.chat?.id === chatId;
      if (isOwn && event.message) {
        thread.put(entryOfMessage(event.message));
      }
      return isOwn;
    }
    case "NoteEvent":
      if (event.note === null && event.subjectId) {
        thread.remove(event.subjectId);
        return false;
      }
      if (event.note?.chat?.id === chatId) {
        thread.put(entryOfNote(event.note));
        return true;
      }
      return false;
    case "ChatEvent":
      return event.subjectId === chatId && event.kind !== "CHAT_READ";
    default:
      return false;
  }
}
