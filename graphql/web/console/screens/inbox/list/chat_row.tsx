/** A chat in the list: who, what was said last, and what it waits for. From the cache alone, so that only it is drawn again. */
import { useLingui } from "@lingui/react/macro";
import { AlarmClock, Check, TriangleAlert } from "lucide-react";
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
import { LastMessage } from "./last_message";
import { TableRow } from "./table_row";

interface ChatRowProps {
  id: string;
  /** Of this list no more: it stands until it is left. */
  isDimmed: boolean;
  isChoosing: boolean;
  isChosen: boolean;
  /** A line of the table. */
  isLine: boolean;
  onLost: (id: string) => void;
}

export const ChatRow = memo(function ChatRow({ id, onLost, isLine, ...how }: ChatRowProps) {
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
  if (!chat) {
    return <div className={styles.row} data-line={isLine ? "" : undefined} />;
  }
  return isLine ? <TableRow chat={chat} {...how} /> : <Drawn chat={chat} {...how} />;
});

function Drawn({
  chat,
  isDimmed,
  isChoosing,
  isChosen,
}: { chat: ChatRowFragment } & Omit<ChatRowProps, "id" | "isLine" | "onLost">) {
  const { t } = useLingui();
  const live = useLive();
  const unread = useListened(live.reads.changes, () => live.reads.unread(chat) ?? 0);
  const { contact, lastMessage, labels, participants, operator } = chat;
  const staff = [
    ...(operator ? [operator] : []),
    ...participants.map((one) => one.operator).filter(({ id }) => id !== operator?.id),
  ];
  const isOpen = chat.status !== "CLOSED" && chat.status !== "ARCHIVED";
  const isWaiting = chat.waitingOn === "OPERATOR" && chat.waitingSince !== null && isOpen;
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
        <span className={`${styles.line} ${styles.said}`}>
          <LastMessage message={lastMessage} subject={chat.subject} />
          <Unread count={unread} />
        </span>
        <span className={styles.marks}>
          {isWaiting && chat.waitingSince ? <Waiting since={chat.waitingSince} /> : null}
          {isWaiting && chat.status !== "TRANSFERRED" ? null : (
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
