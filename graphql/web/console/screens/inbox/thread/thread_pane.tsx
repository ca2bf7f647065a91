/** What was said, noted and done in a chat, oldest first; it opens at what was not read yet. */
import { useLingui } from "@lingui/react/macro";
import { ArrowDown } from "lucide-react";
import {
  type Ref,
  type RefObject,
  useCallback,
  useEffect,
  useImperativeHandle,
  useMemo,
  useRef,
  useState,
} from "react";
import { useLive } from "../../../live/provider";
import { useListened } from "../../../live/use_listened";
import { useAnnounce } from "../../../parts/announcer";
import { Icon } from "../../../parts/icon";
import { Problem } from "../../../parts/problem";
import { Skeleton } from "../../../parts/skeleton";
import { tell } from "../../../parts/toast_queue";
import { VirtualList, type VirtualListHandle } from "../../../parts/virtual_list";
import { useKeys, useToasts } from "../../../shell";
import type { ChatNow, OpenedChat } from "../chat/use_open_chat";
import type { ComposerHandle } from "../composer/composer";
import { MESSAGE } from "../documents";
import { useInbox } from "../use_inbox";
import { ActLine } from "./act_line";
import { ChatLine } from "./chat_line";
import { DayLine } from "./day_line";
import { Message } from "./message";
import { Note } from "./note";
import { PendingBubble } from "./pending_bubble";
import styles from "./thread_pane.module.css";
import { firstUnread, threadRows } from "./thread_rows";
import { UnsentBubble } from "./unsent_bubble";
import { useThread } from "./use_thread";
import { usePending, useUnsent } from "./use_unsent";

interface ThreadPaneProps {
  chat: OpenedChat;
  now: ChatNow | undefined;
  /** How many were unread when the chat was opened. */
  unread: number;
  composer: RefObject<ComposerHandle | null>;
  /** The newest that is seen, for the guard of the composer. */
  onSeen: (messageId: string | undefined) => void;
  ref: Ref<ThreadHandle>;
}

export interface ThreadHandle {
  /** The reader's own last message is to be changed. */
  editLast: () => void;
}

/** From so far above the end on, it is not the end that is read. */
const END_PX = 80;
/** So near its beginning what is before is read. */
const AHEAD_PX = 600;
/** By then the list stands where it opens. */
const SETTLED_MS = 100;

export function ThreadPane({ chat, now, unread, composer, onSeen, ref }: ThreadPaneProps) {
  const { t, i18n } = useLingui();
  const live = useLive();
  const { place, go, me } = useInbox();
  const announce = useAnnounce();
  const toasts = useToasts();
  const thread = useThread(chat, place.message);
  const list = useRef<VirtualListHandle>(null);
  const [isAtEnd, setAtEnd] = useState(true);
  /** The newest when its end was left. */
  const [left, setLeft] = useState<string>();
  const [flash, setFlash] = useState(place.message);
  const [editing, setEditing] = useState<string>();
  const { entries } = thread;

  // Fixed once the thread is there: what comes later is read as it comes.
  const [opened, setOpened] = useState<{ firstNew: string | undefined }>();
  if (!opened && thread.state === "ready") {
    setOpened({ firstNew: firstUnread(entries, unread) });
  }
  const zone = useMemo(
    () => new Intl.DateTimeFormat("en-CA", { year: "numeric", month: "2-digit", day: "2-digit" }),
    [],
  );
  const rows = useMemo(
    () => threadRows(entries, opened?.firstNew, (at) => zone.format(Date.parse(at))),
    [entries, opened, zone],
  );
  const byId = useMemo(() => new Map(rows.map((row) => [row.id, row])), [rows]);
  const unsent = useUnsent(chat.id, entries);
  const pending = usePending(chat.id);
  const tail = useMemo(
    () =>
      thread.hasNewer ? [] : [...pending.map(({ id }) => id), ...unsent.map(({ key }) => key)],
    [thread.hasNewer, pending, unsent],
  );
  const ids = useMemo(() => [...rows.map(({ id }) => id), ...tail], [rows, tail]);

  // What the customer writes is told to readers, while this chat is open.
  const newest = entries.findLast(({ kind }) => kind === "message");
  const told = useRef<string>(undefined);
  useEffect(() => {
    if (told.current !== undefined && newest && newest.id !== told.current && newest.isInbound) {
      announce(t`${chat.contact.name}: ${chat.lastMessage?.body ?? ""}`);
    }
    told.current = newest?.id ?? told.current;
  }, [newest, announce, t, chat]);

  const isUnread = useListened(live.reads.changes, () => live.reads.unread(chat) ?? 0) > 0;
  useEffect(() => {
    if (newest && isAtEnd && !thread.hasNewer) {
      onSeen(newest.id);
      if (isUnread) {
        live.readMark.shows(chat.id, newest.id);
      }
    } else {
      live.readMark.hides();
    }
  }, [live, chat.id, newest, isAtEnd, isUnread, thread.hasNewer, onSeen]);
  useEffect(() => () => live.readMark.hides(), [live]);

  const measure = useCallback(
    ({ scrollHeight, scrollTop, clientHeight }: Element) => {
      const isNow = scrollHeight - scrollTop - clientHeight < END_PX;
      if (isNow !== isAtEnd) {
        setAtEnd(isNow);
        setLeft(entries.at(-1)?.id);
      }
    },
    [isAtEnd, entries],
  );

  // It may open at its beginning without being scrolled: neither is it at its end then, nor is what is before asked for.
  const pane = useRef<HTMLDivElement>(null);
  const { hasOlder, older } = thread;
  useEffect(() => {
    const timer = setTimeout(() => {
      const feed = pane.current?.querySelector("[role=feed]");
      if (entries.length === 0 || !feed) {
        return;
      }
      measure(feed);
      // Rows are measured after it was placed: near its end it goes there whole.
      if (feed.scrollHeight - feed.scrollTop - feed.clientHeight < END_PX) {
        list.current?.showEnd();
      }
      if (hasOlder && feed.scrollTop < AHEAD_PX) {
        older();
      }
    }, SETTLED_MS);
    return () => clearTimeout(timer);
  }, [entries, hasOlder, older, measure]);

  const leftAt = left === undefined ? -1 : entries.findIndex(({ id }) => id === left);
  const isBelow = !isAtEnd && leftAt >= 0;
  const below = isBelow ? entries.slice(leftAt + 1).filter(({ kind }) => kind !== "act").length : 0;

  const jump = async (id: string) => {
    if (!thread.has(id)) {
      await thread.show(id);
    }
    requestAnimationFrame(() => list.current?.show(id));
    setFlash(id);
  };
  const toEnd = async () => {
    if (thread.hasNewer) {
      await thread.show();
      go({ message: undefined }, true);
    }
    requestAnimationFrame(() => list.current?.showEnd());
  };
  const isDeleted = (id: string) => {
    const message = live.client.readQuery(MESSAGE, { id })?.data?.node;
    return message?.__typename === "Message" && message.deletedAt !== null;
  };
  const mayEdit = chat.channel.capabilities?.canEdit ?? false;
  useImperativeHandle(ref, () => ({
    editLast: () => {
      const own = entries.findLast(
        ({ id, kind, by, chat: of }) =>
          kind === "message" && by === me.id && of === undefined && !isDeleted(id),
      );
      if (own && mayEdit) {
        list.current?.show(own.id);
        setEditing(own.id);
      }
    },
  }));
  /** What the keys are at; else what the customer said last. */
  const quote = () => {
    const at = document.activeElement?.closest("[role=article]")?.id;
    const said = entries.filter(({ kind, chat: of }) => kind === "message" && of === undefined);
    const one =
      said.find(({ id }) => at?.endsWith(id)) ??
      said.findLast(({ id, isInbound }) => isInbound && !isDeleted(id));
    if (one && isDeleted(one.id)) {
      tell(toasts, { text: t`A deleted message cannot be quoted.`, tone: "info" });
    } else if (one) {
      composer.current?.quote(one.id);
    }
  };
  const group = t`The chat`;
  useKeys([
    { keys: "End", text: t`The newest message`, group, onPress: toEnd },
    ...(now?.viewerCan.includes("REPLY") && chat.channel.capabilities?.canQuote
      ? [{ keys: "q", text: t`Quote`, group, onPress: quote }]
      : []),
  ]);
  useEffect(() => {
    if (flash !== undefined) {
      const timer = setTimeout(() => setFlash(undefined), 2_000);
      return () => clearTimeout(timer);
    }
    return undefined;
  }, [flash]);

  if (thread.state === "loading") {
    return (
      <div className={styles.pane}>
        <Skeleton of="messages" count={4} />
      </div>
    );
  }
  if (thread.state === "failed") {
    return (
      <div className={styles.pane}>
        <Problem message={t`The messages could not be read.`} onRetry={() => thread.show()} />
      </div>
    );
  }

  const draw = (id: string) => {
    const row = byId.get(id);
    if (!row) {
      const waiting = unsent.find(({ key }) => key === id);
      const later = pending.find((one) => one.id === id);
      return waiting ? (
        <UnsentBubble item={waiting} onRestore={(said) => composer.current?.restore(said)} />
      ) : later ? (
        <PendingBubble reply={later} onRestore={(said) => composer.current?.restore(said)} />
      ) : null;
    }
    const { entry } = row;
    return (
      <div
        className={styles.row}
        data-joined={row.isJoined ? "" : undefined}
        data-flash={flash === id ? "" : undefined}
      >
        {row.begins ? <ChatLine of={row.begins} /> : null}
        {row.day ? <DayLine day={row.day} /> : null}
        {row.isFirstNew ? <p className={styles.new}>{t`new`}</p> : null}
        {entry.kind === "act" && entry.act ? (
          <ActLine act={entry.act} folded={row.folded} />
        ) : entry.kind === "note" ? (
          <Note id={id} isJoined={row.isJoined} isLast={row.isLast} />
        ) : (
          <Message
            id={id}
            chat={chat}
            now={entry.chat === undefined ? now : undefined}
            isJoined={row.isJoined}
            isLast={row.isLast}
            isEditing={editing === id}
            onEdit={(is) => {
              setEditing(is ? id : undefined);
              if (!is) {
                composer.current?.focus();
              }
            }}
            onQuote={(quoted) => composer.current?.quote(quoted)}
            onJump={jump}
          />
        )}
      </div>
    );
  };

  return (
    <div
      ref={pane}
      className={styles.pane}
      onScrollCapture={({ target }) => measure(target as Element)}
    >
      <VirtualList
        ref={list}
        label={t`Messages`}
        kind="feed"
        ids={ids}
        estimate={(id) => (byId.get(id)?.entry.kind === "act" ? 32 : 72)}
        {...((place.message ?? opened?.firstNew) && { startId: place.message ?? opened?.firstNew })}
        onNearStart={thread.older}
        {...(thread.hasNewer && { onNearEnd: thread.newer })}
        render={draw}
      />
      {!isAtEnd || thread.hasNewer ? (
        <button type="button" className={styles.end} onClick={toEnd}>
          <Icon of={ArrowDown} size="small" />
          {below > 0 ? t`${i18n.number(below)} new` : t`Newest`}
        </button>
      ) : null}
    </div>
  );
}
