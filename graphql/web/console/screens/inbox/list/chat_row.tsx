/** A chat in the list: who, what was said last, and what it waits for. From the cache alone, so that only it is drawn again. */
import { useLingui } from "@lingui/react/macro";
import { AlarmClock, Bot, Check, CornerUpRight, TriangleAlert } from "lucide-react";
import { memo, useEffect } from "react";
import { VisuallyHidden } from "react-aria-components/VisuallyHidden";
import { useQuery } from "urql";
import type { ChatRowFragment } from "../../../../client/operator/graphql";
import { ChannelIcon, StatusChip } from "../../../chat";
import { ROW } from "../../../live/documents";
import { useLive } from "../../../live/provider";
import { useListened } from "../../../live/use_listened";
import { Avatar } from "../../../parts/avatar";
import { Icon } from "../../../parts/icon";
import { LabelDot } from "../../../parts/label";
import { Priority } from "../../../parts/priority";
import { Time } from "../../../parts/time";
import { Unread } from "../../../parts/unread";
import { Waiting } from "../../../parts/waiting";
import styles from "./chat_row.module.css";

interface ChatRowProps {
  id: string;
  /** Of this list no more: it stands until it is left. */
  isDimmed: boolean;
  isChoosing: boolean;
  isChosen: boolean;
  onLost: (id: string) => void;
}

export const ChatRow = memo(function ChatRow({ id, onLost, ...how }: ChatRowProps) {
  const [{ data, fetching }] = useQuery({
    query: ROW,
    variables: { id },
    requestPolicy: "cache-only",
  });
  const chat = data?.node?.__typename === "Chat" ? data.node : undefined;
  const isLost = !chat && !fetching;
  useEffect(() => {
    if (isLost) {
      onLost(id);
    }
  }, [isLost, id, onLost]);
  return chat ? <Drawn chat={chat} {...how} /> : <div className={styles.row} />;
});

function Drawn({
  chat,
  isDimmed,
  isChoosing,
  isChosen,
}: { chat: ChatRowFragment } & Omit<ChatRowProps, "id" | "onLost">) {
  const { t } = useLingui();
  const live = useLive();
  const unread = useListened(live.reads.changes, () => live.reads.unread(chat) ?? 0);
  const { contact, lastMessage, labels, participants, operator } = chat;
  const staff = [
    ...(operator ? [operator] : []),
    ...participants.map((one) => one.operator).filter(({ id }) => id !== operator?.id),
  ];
  const isOpen = chat.status !== "CLOSED" && chat.status !== "ARCHIVED";
  return (
    <div
      className={styles.row}
      data-unread={unread > 0 ? "" : undefined}
      data-unanswered={chat.isUnanswered && isOpen ? "" : undefined}
      data-dimmed={isDimmed ? "" : undefined}
      data-choosing={isChoosing ? "" : undefined}
    >
      <span className={styles.face}>
        <span className={styles.avatar}>
          <Avatar id={contact.id} name={contact.name} />
          <span className={styles.channel}>
            <ChannelIcon plugin={chat.channel.plugin} />
          </span>
        </span>
        <span className={styles.choose} data-choose="" data-state={isChosen ? "chosen" : undefined}>
          <span className={styles.box}>{isChosen ? <Icon of={Check} size="small" /> : null}</span>
        </span>
      </span>
      <span className={styles.texts}>
        <span className={styles.line}>
          <bdi className={styles.name}>{contact.name}</bdi>
          <Priority of={chat.priority} />
          <span className={styles.time}>
            <Time at={chat.lastMessageAt} />
          </span>
        </span>
        <span className={styles.line}>
          <LastMessage message={lastMessage} subject={chat.subject} />
          <Unread count={unread} />
        </span>
        <span className={styles.marks}>
          {chat.waitingOn === "OPERATOR" && chat.waitingSince && isOpen ? (
            <Waiting since={chat.waitingSince} />
          ) : (
            <StatusChip status={chat.status} isBare />
          )}
          {chat.snoozedUntil ? (
            <span className={styles.snoozed}>
              <Icon of={AlarmClock} size="small" />
              <VisuallyHidden>{t`Snoozed until`}</VisuallyHidden>
              <Time at={chat.snoozedUntil} />
            </span>
          ) : null}
          {chat.escalationLevel > 0 ? (
            <span className={styles.escalated}>
              <Icon of={TriangleAlert} size="small" />
              {t`escalated`}
            </span>
          ) : null}
          {labels.slice(0, 2).map(({ id, name, color }) => (
            <span key={id} className={styles.label}>
              <LabelDot color={color} />
              <bdi>{name}</bdi>
            </span>
          ))}
          {labels.length > 2 ? <span className={styles.more}>+{labels.length - 2}</span> : null}
          <span className={styles.staff}>
            {staff.length > 0 ? (
              <VisuallyHidden>{t`In it: ${staff.map(({ name }) => name).join(", ")}`}</VisuallyHidden>
            ) : null}
            {staff.slice(0, 3).map(({ id, name }) => (
              <Avatar key={id} id={id} name={name} size="small" />
            ))}
          </span>
        </span>
      </span>
    </div>
  );
}

function LastMessage({
  message,
  subject,
}: {
  message: ChatRowFragment["lastMessage"];
  subject: string | null;
}) {
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
