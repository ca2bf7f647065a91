/** The newest notifications; one leads to what it is about, and is read with that. */
import { Trans, useLingui } from "@lingui/react/macro";
import { BellOff, CheckCheck } from "lucide-react";
import { useEffect } from "react";
import { useMutation, useQuery } from "urql";
import { useLocation } from "wouter";
import { useLive } from "../../live/provider";
import { Button } from "../../parts/button";
import { Empty } from "../../parts/empty";
import { Problem } from "../../parts/problem";
import { Skeleton } from "../../parts/skeleton";
import { problemOf } from "../problem_of";
import { addressOf } from "./address_of";
import { NOTIFICATION_READ, NOTIFICATIONS, NOTIFICATIONS_READ, NOTIFIED_CHATS } from "./documents";
import styles from "./notification_list.module.css";
import { NotificationRow, type NotifiedChat } from "./notification_row";

export function NotificationList({ onClose }: { onClose: () => void }) {
  const { t, i18n } = useLingui();
  const live = useLive();
  const [, go] = useLocation();
  const [{ data, error }, read] = useQuery({
    query: NOTIFICATIONS,
    requestPolicy: "cache-and-network",
  });
  const rows = data?.viewer.notifications.nodes ?? [];
  const ids = [...new Set(rows.flatMap(({ chatId }) => chatId ?? []))];
  const [{ data: named, fetching }] = useQuery({
    query: NOTIFIED_CHATS,
    variables: { ids },
    pause: ids.length === 0,
  });
  const [, setRead] = useMutation(NOTIFICATION_READ);
  const [, setAllRead] = useMutation(NOTIFICATIONS_READ);
  useEffect(
    () =>
      live.feed.events.add(({ kind }) => {
        if (kind === "NOTIFICATION_CREATED") {
          read({ requestPolicy: "network-only" });
        }
      }),
    [live, read],
  );
  if (!data || (fetching && !named)) {
    return error ? <Problem message={i18n._(problemOf(error))} /> : <Skeleton of="rows" />;
  }
  if (rows.length === 0) {
    return <Empty icon={BellOff} text={t`Nothing yet. When a chat needs you, it is told here.`} />;
  }
  const chats = new Map(
    (named?.nodes ?? []).flatMap((node): [string, NotifiedChat][] =>
      node?.__typename === "Chat" ? [[node.id, node]] : [],
    ),
  );
  const open = (row: (typeof rows)[number]) => {
    if (!row.readAt) {
      void setRead({ input: { notificationId: row.id } });
    }
    const address = addressOf({
      kind: row.kind,
      subjectId: row.subjectId,
      chatNumber: row.chatId ? chats.get(row.chatId)?.number : undefined,
    });
    if (address) {
      go(address);
    }
    onClose();
  };
  return (
    <>
      <ul className={styles.rows}>
        {rows.map((row) => (
          <NotificationRow
            key={row.id}
            kind={row.kind}
            at={String(row.at)}
            isRead={Boolean(row.readAt)}
            chat={row.chatId ? chats.get(row.chatId) : undefined}
            onOpen={() => open(row)}
          />
        ))}
      </ul>
      {rows.some(({ readAt }) => !readAt) ? (
        <div className={styles.foot}>
          <Button tone="quiet" icon={CheckCheck} onPress={() => void setAllRead({ input: {} })}>
            <Trans>Mark all as read</Trans>
          </Button>
        </div>
      ) : null}
    </>
  );
}
