/** The first run: the desk, its web chat, the first message. Each step is saved, left and taken up again. */
import { Trans, useLingui } from "@lingui/react/macro";
import { useQuery } from "urql";
import { Link, Redirect, useLocation, useParams } from "wouter";
import { origin } from "../../address";
import { Problem } from "../../parts/problem";
import { FirstSteps } from "../../session";
import { problemOf } from "../../shell";
import { ChatStep } from "./chat_step";
import { DeskStep } from "./desk_step";
import { START } from "./documents";
import { HelloStep } from "./hello_step";
import styles from "./start.module.css";
import { isNeeded, nextStep, STEPS, type Step } from "./step";

export function Start() {
  const { i18n } = useLingui();
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
  const to = (one: Step) => go(`/start/${one}`);
  return (
    <article className={styles.start}>
      <FirstSteps now={now} />
      <section className={styles.card}>
        {now === "desk" ? (
          <DeskStep server={server} onDone={() => to("chat")} />
        ) : now === "chat" ? (
          <ChatStep web={web} onDone={() => to("hello")} />
        ) : (
          <HelloStep channelKey={web?.key ?? ""} desk={server.publicUrl ?? origin()} />
        )}
      </section>
      <p className={styles.later}>
        <Link className={styles.inbox} href="/inbox">
          <Trans>Go on later</Trans>
        </Link>
      </p>
    </article>
  );
}
