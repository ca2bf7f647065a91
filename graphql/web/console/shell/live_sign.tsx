/** That the page is not live, since when, and when it tries again. Nothing is said of what lasts a moment. */
import { Trans, useLingui } from "@lingui/react/macro";
import { useEffect, useState } from "react";
import { useLive, useSign } from "../live/provider";
import { Banner } from "../parts/banner";
import { Button } from "../parts/button";
import styles from "./live_sign.module.css";

/** A line that is back sooner is not missed. */
const QUIET_MS = 2_000;

export function LiveSign() {
  const { i18n } = useLingui();
  const { connection } = useLive();
  const sign = useSign();
  const since = sign.kind === "waiting" || sign.kind === "connecting" ? sign.since : undefined;
  const [shownSince, setShownSince] = useState<number>();
  useEffect(() => {
    if (since === undefined) {
      return;
    }
    const timer = setTimeout(() => setShownSince(since), QUIET_MS);
    return () => clearTimeout(timer);
  }, [since]);
  if (since === undefined || shownSince !== since) {
    return null;
  }
  const time = i18n.date(new Date(since), { timeStyle: "short" });
  return (
    <div className={styles.sign}>
      <Banner
        tone="waiting"
        actions={
          <Button tone="quiet" onPress={() => connection.wake()}>
            <Trans>Try now</Trans>
          </Button>
        }
      >
        <Trans>Not live since {time}. What you see stays, and what you write is kept.</Trans>
      </Banner>
    </div>
  );
}
