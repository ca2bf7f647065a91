/** One channel: how it stands, what can be done with it, and its settings. */
import { Trans, useLingui } from "@lingui/react/macro";
import { ArrowLeft } from "lucide-react";
import { Link } from "wouter";
import type { ShownChannelFragment } from "../../../client/operator/graphql";
import { Banner } from "../../parts/banner";
import { Button } from "../../parts/button";
import { Chip } from "../../parts/chip";
import { Icon } from "../../parts/icon";
import { ChannelActs } from "./channel_acts";
import styles from "./channel_detail.module.css";
import { ChannelMark } from "./channel_mark";
import { stateWords, WEB } from "./channel_state";
import type { ChannelsData } from "./channels";
import { Designer } from "./designer";
import { GeneralForm } from "./general_form";
import { PluginForm } from "./plugin_form";
import { useChannelEdit } from "./use_channel_edit";

interface ChannelDetailProps {
  channel: ShownChannelFragment;
  data: ChannelsData;
}

export function ChannelDetail({ channel, data }: ChannelDetailProps) {
  const { t, i18n } = useLingui();
  const edit = useChannelEdit(channel);
  const mayManage = data.viewer.permissions.includes("CHANNEL_MANAGE");
  const words = stateWords(channel);
  const general = <GeneralForm edit={edit} data={data} isDisabled={!mayManage} />;
  return (
    <>
      <Link className={styles.back} href="/settings/channels">
        <Icon of={ArrowLeft} size="small" isDirectional />
        {t`Channels`}
      </Link>
      <header className={styles.head}>
        <ChannelMark plugin={channel.plugin} />
        <h1 className={styles.title}>
          <bdi>{channel.name}</bdi>
        </h1>
        <Chip icon={words.icon} tone={words.tone} text={i18n._(words.text)} />
        {mayManage ? <ChannelActs channel={channel} /> : null}
      </header>
      {channel.stateReason ? (
        <Banner tone={words.tone === "danger" ? "danger" : "waiting"}>
          <bdi className={styles.reason}>{channel.stateReason}</bdi>
        </Banner>
      ) : null}
      {channel.plugin === WEB ? (
        <Designer
          channel={channel}
          data={data}
          edit={edit}
          isDisabled={!mayManage}
          general={general}
        />
      ) : (
        <div className={styles.form}>
          {general}
          <PluginForm channel={channel} data={data} edit={edit} isDisabled={!mayManage} />
        </div>
      )}
      {edit.isChanged ? (
        <div
          className={styles.save}
          role="status"
          data-beside={channel.plugin === WEB ? "preview" : undefined}
        >
          <span className={styles.problem}>
            {edit.problem ?? t`Not saved yet. What you changed is kept in this tab.`}
          </span>
          <Button onPress={edit.discard}>
            <Trans>Discard</Trans>
          </Button>
          <Button tone="primary" isPending={edit.isSaving} onPress={() => void edit.save()}>
            <Trans>Save</Trans>
          </Button>
        </div>
      ) : null}
    </>
  );
}
