/** The channels by their address: all of them, or one. */
import { useLingui } from "@lingui/react/macro";
import { Lock } from "lucide-react";
import { useQuery } from "urql";
import { useParams } from "wouter";
import type { ChannelsQuery } from "../../../client/operator/graphql";
import { Empty } from "../../parts/empty";
import { Problem } from "../../parts/problem";
import { Skeleton } from "../../parts/skeleton";
import { problemOf } from "../../shell";
import { ChannelDetail } from "./channel_detail";
import { ChannelList } from "./channel_list";
import styles from "./channels.module.css";
import { CHANNELS } from "./documents";

export type ChannelsData = ChannelsQuery;

export function Channels() {
  const { t, i18n } = useLingui();
  const { id } = useParams<{ id?: string }>();
  const [{ data, error }, read] = useQuery({ query: CHANNELS });
  if (!data) {
    return error ? (
      <Problem
        message={i18n._(problemOf(error))}
        onRetry={() => read({ requestPolicy: "network-only" })}
      />
    ) : (
      <Skeleton of="rows" />
    );
  }
  const channel = data.channels.find((one) => one.id === id && one.state !== "DELETED");
  return (
    <article className={styles.channels}>
      {id === undefined ? (
        <ChannelList data={data} />
      ) : channel ? (
        <ChannelDetail key={channel.id} channel={channel} data={data} />
      ) : (
        <Empty icon={Lock} text={t`There is no such channel any more.`} />
      )}
    </article>
  );
}
