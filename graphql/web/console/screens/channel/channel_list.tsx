/** All channels, each with its kind and how it stands, and the way to a new one. */
import { Trans, useLingui } from "@lingui/react/macro";
import { MessagesSquare, Plus } from "lucide-react";
import { useEffect, useState } from "react";
import { useQuery } from "urql";
import { Link, useLocation } from "wouter";
import { Button } from "../../parts/button";
import { Chip } from "../../parts/chip";
import { Empty } from "../../parts/empty";
import { AddChannel } from "./add_channel";
import styles from "./channel_list.module.css";
import { ChannelMark } from "./channel_mark";
import { stateWords, WEB } from "./channel_state";
import type { ChannelsData } from "./channels";
import { PAUSES } from "./documents";

export function ChannelList({ data }: { data: ChannelsData }) {
  const { t, i18n } = useLingui();
  const [, go] = useLocation();
  const [isAdding, setAdding] = useState(false);
  const may = data.viewer.permissions;
  const shown = data.channels.filter(({ state }) => state !== "DELETED");
  const [pauses, readPauses] = useQuery({ query: PAUSES, pause: true });
  const mayAsk = may.includes("AUDIT_READ");
  const paused = shown.flatMap(({ id, state }) => (state === "PAUSED" ? id : [])).join();
  // Whoever pauses one says it in the log alone: it is read again with each of them.
  useEffect(() => {
    if (mayAsk && paused !== "") {
      readPauses({ requestPolicy: "network-only" });
    }
  }, [mayAsk, paused, readPauses]);
  const pausedBy = (id: string) => {
    const author = pauses.data?.auditLog.nodes.find((one) => one.subjectId === id)?.author;
    return author && "name" in author ? author.name : undefined;
  };
  const add = may.includes("CHANNEL_MANAGE") ? (
    <Button icon={Plus} tone="primary" onPress={() => setAdding(true)}>
      <Trans>Add a channel</Trans>
    </Button>
  ) : undefined;
  return (
    <>
      <header className={styles.head}>
        <div>
          <h1 className={styles.title}>{t`Channels`}</h1>
          <p
            className={styles.lead}
          >{t`What customers write through. All of it comes to one inbox.`}</p>
        </div>
        {shown.length > 0 ? add : null}
      </header>
      {shown.length === 0 ? (
        <Empty
          icon={MessagesSquare}
          text={t`No channel yet: nobody can write to you. A web chat takes a minute.`}
          action={add}
        />
      ) : (
        <ul className={styles.list}>
          {shown.map((channel) => {
            const words = stateWords(channel);
            const who = channel.state === "PAUSED" ? pausedBy(channel.id) : undefined;
            const isPausedBy = words.tone === "neutral" && who !== undefined;
            const kind = data.plugins.find(({ name }) => name === channel.plugin)?.title;
            return (
              <li key={channel.id}>
                <Link className={styles.row} href={`/settings/channels/${channel.id}`}>
                  <ChannelMark plugin={channel.plugin} />
                  <span className={styles.about}>
                    <bdi className={styles.name}>{channel.name}</bdi>
                    <span className={styles.text}>
                      {channel.plugin === WEB ? t`Web chat` : (kind ?? channel.plugin)}
                      {channel.team ? (
                        <>
                          {" · "}
                          <bdi>{channel.team.name}</bdi>
                        </>
                      ) : null}
                    </span>
                  </span>
                  <Chip
                    icon={words.icon}
                    tone={words.tone}
                    text={isPausedBy ? t`Paused by ${who}` : i18n._(words.text)}
                  />
                </Link>
              </li>
            );
          })}
        </ul>
      )}
      {isAdding ? (
        <AddChannel
          data={data}
          onClose={() => setAdding(false)}
          onCreated={(id) => go(`/settings/channels/${id}`)}
        />
      ) : null}
    </>
  );
}
