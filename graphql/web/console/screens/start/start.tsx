/** The first run: the desk, its web chat, the first message. Each step is saved, left and taken up again. */
import { Trans, useLingui } from "@lingui/react/macro";
import { useQuery } from "urql";
import { Link, Redirect, useLocation, useParams } from "wouter";
import { Problem } from "../../parts/problem";
import { problemOf } from "../../shell";
import { ChatStep } from "./chat_step";
import { DeskStep } from "./desk_step";
import { START } from "./documents";
import { HelloStep } from "./hello_step";
import styles from "./start.module.css";
import { isNeeded, nextStep, STEPS, type Step } from "./step";

export function Start() {
  const { t, i18n } = useLingui();
  const [here, go] = useLocation();
  const { step } = useParams<{ step?: string }>();
  const [{ data, error }, read] = useQuery({ query: START });
  if (!data) {
    return error ? (
      <Problem
        message={i18n._(problemOf(error))}
        onRetry={() => read({ requestPolicy: "network-only" })}
      />
    ) : null;
  }
  const { viewer, server } = data;
  const channels = data.channels.filter(({ state }) => state !== "DELETED");
  const web = channels.find(({ plugin, key }) => plugin === "web" && key);
  if (here === "/") {
    return (
      <Redirect to={isNeeded(viewer.permissions, channels.length) ? "/start" : "/inbox"} replace />
    );
  }
  const next = nextStep({ deskName: server.deskName, hasWebChat: web !== undefined });
  const asked = STEPS.find((one) => one === step);
  // The last step needs a chat to wait for.
  const now: Step = asked === undefined || (asked === "hello" && !web) ? next : asked;
  const names: Record<Step, string> = { desk: t`Your desk`, chat: t`Web chat`, hello: t`Hello` };
  const to = (one: Step) => go(`/start/${one}`);
  return (
    <article className={styles.start}>
      <ol className={styles.steps} aria-label={t`Steps`}>
        <li className={styles.step} data-state="done">{t`You`}</li>
        {STEPS.map((one) => (
          <li
            key={one}
            className={styles.step}
            aria-current={one === now ? "step" : undefined}
            data-state={STEPS.indexOf(one) < STEPS.indexOf(now) ? "done" : undefined}
          >
            {names[one]}
          </li>
        ))}
      </ol>
      <section className={styles.card}>
        {now === "desk" ? (
          <DeskStep server={server} onDone={() => to("chat")} />
        ) : now === "chat" ? (
          <ChatStep web={web} onDone={() => to("hello")} />
        ) : (
          <HelloStep channelKey={web?.key ?? ""} desk={server.publicUrl ?? location.origin} />
        )}
      </section>
      <p className={styles.later}>
        <Link href="/inbox">
          <Trans>Go on later</Trans>
        </Link>
      </p>
    </article>
  );
}
