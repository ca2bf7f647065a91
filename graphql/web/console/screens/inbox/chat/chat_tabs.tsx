/** Several chats at hand, over the messages: each with what is unread and what is being written. */
import { useLingui } from "@lingui/react/macro";
import { Ellipsis, PenLine, X } from "lucide-react";
import { VisuallyHidden } from "react-aria-components/VisuallyHidden";
import { useQuery } from "urql";
import type { ChatRowFragment } from "../../../../client/operator/graphql";
import { useLive } from "../../../live/provider";
import { useListened } from "../../../live/use_listened";
import { Icon } from "../../../parts/icon";
import { IconButton } from "../../../parts/icon_button";
import { Unread } from "../../../parts/unread";
import { OPEN_CHAT } from "../documents";
import { useInbox } from "../use_inbox";
import styles from "./chat_tabs.module.css";
import { useTypers } from "./use_typers";

export function ChatTabs() {
  const { t } = useLingui();
  const { place } = useInbox();
  if (place.kept.length === 0) {
    return null;
  }
  return (
    <nav className={styles.tabs} aria-label={t`Chats at hand`}>
      {place.kept.map((number) => (
        <ChatTab key={number} number={number} />
      ))}
    </nav>
  );
}

function ChatTab({ number }: { number: number }) {
  const { t } = useLingui();
  const { place, go } = useInbox();
  const [{ data }] = useQuery({ query: OPEN_CHAT, variables: { number } });
  const chat = data?.chat;
  const isHere = place.chat === number;
  const name = chat?.contact.name ?? `#${number}`;
  const kept = place.kept.filter((one) => one !== number);
  return (
    <span className={styles.tab} data-state={isHere ? "here" : undefined}>
      <button
        type="button"
        className={styles.open}
        aria-current={isHere ? "page" : undefined}
        onClick={() => go({ chat: number, message: undefined })}
      >
        <bdi className={styles.name}>{name}</bdi>
        {chat ? <Marks chat={chat} /> : null}
      </button>
      <IconButton
        icon={X}
        label={t`Let go of ${name}`}
        onPress={() => go({ kept, ...(isHere && { chat: kept.at(-1) ?? number }) })}
      />
    </span>
  );
}

function Marks({ chat }: { chat: ChatRowFragment }) {
  const { t } = useLingui();
  const live = useLive();
  const isTyping = useTypers(chat).some(({ author }) => author.__typename === "Contact");
  const unread = useListened(live.reads.changes, () => live.reads.unread(chat) ?? 0);
  const draft = live.drafts.of(chat.id, "REPLY");
  const isWriting = useListened(draft.changes, () => draft.state.body !== "");
  return (
    <>
      {isTyping ? (
        <>
          <Icon of={Ellipsis} size="small" />
          <VisuallyHidden>{t`${chat.contact.name} types`}</VisuallyHidden>
        </>
      ) : null}
      {isWriting ? <Icon of={PenLine} size="small" /> : null}
      <Unread count={unread} />
    </>
  );
}
