/** Test, connect, pause, resume and delete a channel. A test says what its platform answered, and changes nothing. */
import { Trans, useLingui } from "@lingui/react/macro";
import { Ellipsis, Trash2 } from "lucide-react";
import { useState } from "react";
import { useMutation } from "urql";
import { useLocation } from "wouter";
import type { ShownChannelFragment } from "../../../client/operator/graphql";
import { Button } from "../../parts/button";
import { Dialog } from "../../parts/dialog";
import { IconButton } from "../../parts/icon_button";
import { Menu } from "../../parts/menu";
import { tell } from "../../parts/toast_queue";
import { problemOf, useDo, useToasts } from "../../shell";
import styles from "./channel_acts.module.css";
import { isNeverConnected, WEB } from "./channel_state";
import {
  CHANNEL_CONNECT,
  CHANNEL_DELETE,
  CHANNEL_PAUSE,
  CHANNEL_RESUME,
  CHANNEL_TEST,
} from "./documents";

export function ChannelActs({ channel }: { channel: ShownChannelFragment }) {
  const { t, i18n } = useLingui();
  const toasts = useToasts();
  const act = useDo();
  const [, go] = useLocation();
  const [isAsking, setAsking] = useState(false);
  const [running, setRunning] = useState<string>();
  const [, test] = useMutation(CHANNEL_TEST);
  const input = { channelId: channel.id };
  const isWeb = channel.plugin === WEB;

  const during = async <Done,>(name: string, done: Promise<Done>): Promise<Done> => {
    setRunning(name);
    const is = await done;
    setRunning(undefined);
    return is;
  };
  const tryIt = async () => {
    const began = performance.now();
    const { data, error } = await during("test", test({ input }));
    const told = data?.channelTest;
    if (told?.isWorking) {
      const seconds = i18n.number((performance.now() - began) / 1_000, {
        maximumFractionDigits: 1,
      });
      const account = told.title ?? told.account;
      tell(toasts, {
        text: account
          ? t`It works: ${account} answered in ${seconds} s.`
          : t`It works, and is reached in ${seconds} s.`,
      });
    } else if (error || told) {
      const text = error ? i18n._(problemOf(error)) : (told?.problem ?? t`It does not work.`);
      tell(toasts, { text, tone: "danger" });
    }
  };
  const connectIt = async () => {
    if (await during("connect", act(CHANNEL_CONNECT, input))) {
      tell(toasts, { text: t`The channel is connected.` });
    }
  };
  const pauseIt = () => during("pause", act(CHANNEL_PAUSE, input));
  const resumeIt = () => during("resume", act(CHANNEL_RESUME, input));
  const removeIt = async () => {
    const isGone = await during("delete", act(CHANNEL_DELETE, input));
    setAsking(false);
    if (isGone) {
      go("/settings/channels");
    }
  };
  const hasConnect = !isWeb && channel.state !== "ACTIVE";
  const isPaused = channel.state === "PAUSED" && !isNeverConnected(channel);
  return (
    <div className={styles.acts}>
      <Button isPending={running === "test"} onPress={() => void tryIt()}>
        <Trans>Test</Trans>
      </Button>
      {hasConnect ? (
        <Button tone="primary" isPending={running === "connect"} onPress={() => void connectIt()}>
          <Trans>Connect</Trans>
        </Button>
      ) : null}
      {isPaused ? (
        <Button isPending={running === "resume"} onPress={() => void resumeIt()}>
          <Trans>Resume</Trans>
        </Button>
      ) : channel.state === "PAUSED" ? null : (
        <Button isPending={running === "pause"} onPress={() => void pauseIt()}>
          <Trans>Pause</Trans>
        </Button>
      )}
      <Menu
        label={t`More`}
        trigger={<IconButton icon={Ellipsis} label={t`More`} />}
        sections={[
          [
            {
              id: "delete",
              text: t`Delete`,
              icon: Trash2,
              isDangerous: true,
              onAction: () => setAsking(true),
            },
          ],
        ]}
      />
      <Dialog
        title={t`Delete this channel?`}
        role="alertdialog"
        isOpen={isAsking}
        onClose={() => setAsking(false)}
        actions={
          <>
            <Button onPress={() => setAsking(false)}>
              <Trans>Cancel</Trans>
            </Button>
            <Button tone="danger" isPending={running === "delete"} onPress={() => void removeIt()}>
              <Trans>Delete</Trans>
            </Button>
          </>
        }
      >
        <p>
          <Trans>
            Nothing comes in by <bdi>{channel.name}</bdi> any more, and nothing leaves. Its chats
            stay to be read; its secrets are removed.
          </Trans>
        </p>
      </Dialog>
    </div>
  );
}
