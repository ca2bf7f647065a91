/** The inbox as it opens: who looks and what can be chosen, then the list, the open chat and the panel about it. */
import { useLingui } from "@lingui/react/macro";
import { useEffect, useMemo, useRef } from "react";
import { useQuery } from "urql";
import { useLive } from "../../live/provider";
import { Problem } from "../../parts/problem";
import { Skeleton } from "../../parts/skeleton";
import { problemOf, usePlace } from "../../shell";
import { Desk } from "./desk";
import { INBOX_CHOICES, INBOX_START } from "./documents";
import styles from "./inbox.module.css";
import { Palette } from "./palette/palette";
import { readPlace, writePlace } from "./place";
import { InboxProvider } from "./use_inbox";

export function Inbox() {
  const { i18n } = useLingui();
  const live = useLive();
  const [start, readStart] = useQuery({ query: INBOX_START });
  const [choices, readChoices] = useQuery({ query: INBOX_CHOICES });
  const [place, go] = usePlace(readPlace, writePlace);
  const next = useRef<() => void>(undefined);
  const viewer = start.data?.viewer;
  const head = start.data?.headCursor;
  const isReady = viewer !== undefined && choices.data !== undefined;

  const inbox = useMemo(() => {
    if (!viewer || !choices.data) {
      return undefined;
    }
    const may = new Set(viewer.permissions);
    live.looksAs({ operatorId: viewer.operator.id, seesContacts: may.has("CONTACT_READ") });
    return {
      me: viewer.operator,
      may,
      isEnterSending: viewer.preferences.isEnterSending,
      choices: { ...choices.data, operators: choices.data.operators.nodes },
      next,
    };
  }, [live, viewer, choices.data]);

  useEffect(() => {
    if (head !== undefined) {
      live.feed.begin(live.client, head);
    }
  }, [live, head]);

  const value = useMemo(() => inbox && { ...inbox, place, go }, [inbox, place, go]);
  const error = start.error ?? choices.error;
  if (error && !isReady) {
    return (
      <Problem
        message={i18n._(problemOf(error))}
        onRetry={() => {
          readStart({ requestPolicy: "network-only" });
          readChoices({ requestPolicy: "network-only" });
        }}
      />
    );
  }
  if (!value || !viewer) {
    return (
      <div className={styles.loading}>
        <Skeleton of="rows" count={8} />
      </div>
    );
  }
  return (
    <InboxProvider value={value}>
      <Palette>
        <Desk preferences={viewer.preferences} />
      </Palette>
    </InboxProvider>
  );
}
