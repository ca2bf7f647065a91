/** An open chat: its head, its thread, and the field to write in. */
import { useLingui } from "@lingui/react/macro";
import { MessageCircleOff } from "lucide-react";
import { useCallback, useRef, useState } from "react";
import { useLive } from "../../../live/provider";
import { Button } from "../../../parts/button";
import { Empty } from "../../../parts/empty";
import { Problem } from "../../../parts/problem";
import { Skeleton } from "../../../parts/skeleton";
import { problemOf, useKeys } from "../../../shell";
import { Asked } from "../acts/asked";
import { type Asking, useChatActs } from "../acts/use_chat_acts";
import { Composer, type ComposerHandle } from "../composer/composer";
import { usePaletteActs } from "../palette/use_palette";
import { type ThreadHandle, ThreadPane } from "../thread/thread_pane";
import { useInbox } from "../use_inbox";
import styles from "./chat.module.css";
import { ChatHead } from "./chat_head";
import { ChatTabs } from "./chat_tabs";
import { ForwardBar } from "./forward_bar";
import { TypingLine } from "./typing_line";
import type { ChatNow, OpenChat, OpenedChat } from "./use_open_chat";
import { ZoneProvider } from "./use_zone";

interface ChatProps {
  open: OpenChat;
  isPanelOpen: boolean;
  onPanel: () => void;
}

/** Over it the chats at hand, which stay when another one opens: whoever goes through them by keys stays there. */
export function Chat(props: ChatProps) {
  return (
    <div className={styles.pane}>
      <ChatTabs />
      <Open {...props} />
    </div>
  );
}

function Open({ open, ...panel }: ChatProps) {
  const { t, i18n } = useLingui();
  const { go } = useInbox();
  if (open.error) {
    return <Problem message={i18n._(problemOf(open.error))} onRetry={open.read} />;
  }
  if (open.isMissing) {
    return (
      <Empty
        icon={MessageCircleOff}
        text={t`There is no such chat, or you may not see it.`}
        action={<Button onPress={() => go({ chat: undefined })}>{t`Back to the list`}</Button>}
      />
    );
  }
  return open.chat ? (
    <Opened key={open.chat.id} chat={open.chat} now={open.now} {...panel} />
  ) : (
    <Skeleton of="messages" count={4} />
  );
}

interface OpenedProps extends Omit<ChatProps, "open"> {
  chat: OpenedChat;
  now: ChatNow | undefined;
}

function Opened({ chat, now, isPanelOpen, onPanel }: OpenedProps) {
  const { t } = useLingui();
  const live = useLive();
  const [asking, setAsking] = useState<Asking>();
  const [isTheirTime, setTheirTime] = useState(false);
  // How it was when it was opened.
  const [unread] = useState(() => live.reads.unread(chat) ?? chat.unreadCount);
  const [seen, setSeen] = useState<string>();
  const composer = useRef<ComposerHandle>(null);
  const thread = useRef<ThreadHandle>(null);
  const acts = useChatActs(chat, now, setAsking);
  usePaletteActs(t`Chat ${chat.number}`, acts);
  useKeys(
    acts.flatMap(({ keys, text, onAction }) =>
      keys ? [{ keys, text, group: t`The chat`, onPress: onAction }] : [],
    ),
  );
  const zone = chat.contact.timeZone ?? undefined;
  useKeys(
    zone
      ? [
          {
            keys: ".",
            text: t`Times as the customer's clock shows them`,
            group: t`The chat`,
            onPress: () => setTheirTime(!isTheirTime),
          },
        ]
      : [],
  );
  const onSeen = useCallback((id: string | undefined) => setSeen(id), []);
  return (
    <ZoneProvider value={isTheirTime ? zone : undefined}>
      <section className={styles.chat} aria-label={t`The chat with ${chat.contact.name}`}>
        <ChatHead chat={chat} acts={acts} isPanelOpen={isPanelOpen} onPanel={onPanel} />
        {now?.forward ? <ForwardBar chat={chat} forward={now.forward} /> : null}
        <ThreadPane
          ref={thread}
          chat={chat}
          now={now}
          unread={unread}
          composer={composer}
          onSeen={onSeen}
        />
        <TypingLine chat={chat} />
        {now ? (
          <Composer
            ref={composer}
            chat={chat}
            now={now}
            seen={seen}
            onEditLast={() => thread.current?.editLast()}
          />
        ) : null}
        <Asked chat={chat} asking={asking} onClose={() => setAsking(undefined)} />
      </section>
    </ZoneProvider>
  );
}
