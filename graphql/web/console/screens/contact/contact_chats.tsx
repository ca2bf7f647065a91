/** The chats of a contact, the newest message first; each opens in the inbox. */
import { useLingui } from "@lingui/react/macro";
import { MessagesSquare } from "lucide-react";
import { Link } from "wouter";
import type { ContactPageQuery } from "../../../client/operator/graphql";
import { ChannelIcon, StatusChip } from "../../chat";
import { Empty } from "../../parts/empty";
import { Time } from "../../parts/time";
import styles from "./contact_chats.module.css";

interface ContactChatsProps {
  chats: NonNullable<ContactPageQuery["contact"]>["chats"]["nodes"];
}

export function ContactChats({ chats }: ContactChatsProps) {
  const { t } = useLingui();
  if (chats.length === 0) {
    return <Empty icon={MessagesSquare} text={t`Nothing was said with them yet.`} />;
  }
  return (
    <ul className={styles.list}>
      {chats.map(({ id, number, status, subject, channel, lastMessage, lastMessageAt }) => (
        <li key={id}>
          <Link href={`/inbox/${number}`} className={styles.chat}>
            <span className={styles.line}>
              <span className={styles.channel}>
                <ChannelIcon plugin={channel.plugin} />
                <bdi>{channel.name}</bdi>
              </span>
              <span className={styles.number}>#{number}</span>
              <StatusChip status={status} isBare />
              <span className={styles.time}>
                <Time at={lastMessageAt} />
              </span>
            </span>
            <span className={styles.text} dir="auto">
              {subject ? <strong>{subject} </strong> : null}
              {lastMessage?.body ?? t`Nothing was said yet`}
            </span>
          </Link>
        </li>
      ))}
    </ul>
  );
}
