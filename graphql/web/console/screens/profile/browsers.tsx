/** The browsers that tell an operator of something with the console closed: this one, and the others (F80). */
import { Trans, useLingui } from "@lingui/react/macro";
import { Monitor, Send, Smartphone } from "lucide-react";
import { useEffect, useState } from "react";
import { useClient, useMutation, useQuery } from "urql";
import { Button } from "../../parts/button";
import { Chip } from "../../parts/chip";
import { Icon } from "../../parts/icon";
import { Skeleton } from "../../parts/skeleton";
import { Switch } from "../../parts/switch";
import { Time } from "../../parts/time";
import { tell } from "../../parts/toast_queue";
import {
  BROWSERS,
  loadPush,
  PUSH_SUBSCRIPTION_DELETE,
  PUSH_SUBSCRIPTION_TEST,
  useToasts,
} from "../../shell";
import { programOf } from "./program";
import styles from "./sessions.module.css";

type State = Awaited<ReturnType<Awaited<ReturnType<typeof loadPush>>["pushState"]>>;

export function Browsers({ operatorId }: { operatorId: string }) {
  const { t } = useLingui();
  const client = useClient();
  const toasts = useToasts();
  const [state, setState] = useState<State>();
  const [{ data }, read] = useQuery({ query: BROWSERS, requestPolicy: "cache-and-network" });
  const [, remove] = useMutation(PUSH_SUBSCRIPTION_DELETE);
  const [, test] = useMutation(PUSH_SUBSCRIPTION_TEST);
  useEffect(() => {
    void loadPush()
      .then((push) => push.pushState(operatorId))
      .then(setState);
  }, [operatorId]);
  if (!state || !data) {
    return <Skeleton of="text" />;
  }
  const again = () => read({ requestPolicy: "network-only" });
  const turn = async (isWanted: boolean) => {
    const push = await loadPush();
    const next = await (isWanted
      ? push.turnOn(client, operatorId)
      : push.turnOff(client, operatorId));
    setState(next);
    if (isWanted && next.kind === "off") {
      tell(toasts, { text: t`This browser could not be subscribed. Try again.`, tone: "danger" });
    }
    again();
  };
  const tryOut = async (pushSubscriptionId: string) => {
    const answer = await test({ input: { pushSubscriptionId } });
    const isSent = answer.data?.pushSubscriptionTest.userErrors.length === 0;
    tell(
      toasts,
      isSent
        ? { text: t`It is on its way to this browser.` }
        : { text: t`This could not be sent. Try again.`, tone: "danger" },
    );
  };
  const helps: Record<State["kind"], string> = {
    on: t`What you chose above comes here, whether the console is open or not.`,
    off: t`Your browser asks you whether this page may.`,
    blocked: t`Your browser does not let this page. Its settings for this page can change that.`,
    install: t`On an iPhone or iPad, put this page on the home screen first, and open it there.`,
    unsupported: t`This browser cannot.`,
  };
  const known = data.viewer.pushSubscriptions;
  const isOn = state.kind === "on" && known.some(({ id }) => id === state.id);
  return (
    <>
      <Switch
        label={t`Tell me in this browser with the console closed`}
        help={helps[state.kind === "on" && !isOn ? "off" : state.kind]}
        isSelected={isOn}
        isDisabled={!["on", "off"].includes(state.kind)}
        onChange={(isWanted) => void turn(isWanted)}
      />
      {known.length > 0 ? (
        <ul className={styles.sessions}>
          {known.map(({ id, userAgent, updatedAt }) => {
            const { name, isPhone } = programOf(userAgent ?? t`Unknown program`);
            const isThis = isOn && state.kind === "on" && id === state.id;
            return (
              <li key={id} className={styles.session}>
                <Icon of={isPhone ? Smartphone : Monitor} size="large" />
                <div className={styles.about}>
                  <span className={styles.name}>
                    <bdi>{name}</bdi>
                    {isThis ? <Chip tone="ok" text={t`This one`} /> : null}
                  </span>
                  <span className={styles.text}>
                    <Trans>
                      since <Time at={String(updatedAt)} />
                    </Trans>
                  </span>
                </div>
                {isThis ? (
                  <Button icon={Send} onPress={() => void tryOut(id)}>
                    <Trans>Try it</Trans>
                  </Button>
                ) : (
                  <Button
                    onPress={() => void remove({ input: { pushSubscriptionId: id } }).then(again)}
                  >
                    <Trans>Remove</Trans>
                  </Button>
                )}
              </li>
            );
          })}
        </ul>
      ) : null}
    </>
  );
}
