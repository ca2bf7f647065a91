/** What the chat is an example of for the team, and how it was solved. */
import { useLingui } from "@lingui/react/macro";
import { useEffect } from "react";
import { useQuery } from "urql";
import { useLive } from "../../../live/provider";
import { Time } from "../../../parts/time";
import { EXAMPLE } from "../acts/example_documents";
import styles from "./example.module.css";

export function Example({ chatId }: { chatId: string }) {
  const { t } = useLingui();
  const live = useLive();
  const [{ data }, read] = useQuery({
    query: EXAMPLE,
    variables: { id: chatId },
    requestPolicy: "cache-and-network",
  });
  // The feed tells its title alone.
  useEffect(
    () =>
      live.feed.events.add((event) => {
        if (event.subjectId === chatId && event.kind.startsWith("CHAT_EXAMPLE")) {
          read({ requestPolicy: "network-only" });
        }
      }),
    [live, chatId, read],
  );
  const example = data?.chat?.example;
  if (!example) {
    return null;
  }
  const { title, solution, setAt, operator } = example;
  return (
    <section className={styles.example} aria-label={t`Example`}>
      <h3 className={styles.head}>{t`Example`}</h3>
      <bdi className={styles.title}>{title}</bdi>
      <p className={styles.solution} dir="auto">
        {solution}
      </p>
      <span className={styles.by}>
        {operator ? (
          <>
            <bdi>{operator.name}</bdi>
            {" · "}
          </>
        ) : null}
        <Time at={setAt} />
      </span>
    </section>
  );
}
