/** What the visitor agrees to before anything of them is kept; their message waits for it. */
import { t } from "@lingui/core/macro";
import { useState } from "preact/hooks";
import { Button } from "../parts/button";
import { Notice } from "../parts/notice";
import { useWidget } from "./use_widget";

export function Consent() {
  const widget = useWidget();
  const consent = widget.session.consent.value;
  const [isBusy, setIsBusy] = useState(false);
  const [error, setError] = useState("");
  if (!consent) {
    return null;
  }
  const agree = async () => {
    setIsBusy(true);
    setError("");
    await widget.agree().catch((cause: Error) => setError(cause.message));
    setIsBusy(false);
  };
  return (
    <section class="consent" aria-labelledby="consent-title">
      <h3 class="consent-title" id="consent-title">{t`One thing first`}</h3>
      <p class="consent-text" dir="auto">
        {consent.text}
      </p>
      {consent.url ? (
        <a class="consent-link" href={consent.url} target="_blank" rel="noopener noreferrer">
          {t`Read more`}
        </a>
      ) : null}
      {error ? (
        <Notice icon="warning" tone="danger">
          {error}
        </Notice>
      ) : null}
      <div class="consent-acts">
        <Button isBusy={isBusy} onPress={agree}>{t`I agree`}</Button>
        <Button tone="quiet" onPress={() => widget.decline()}>{t`Not now`}</Button>
      </div>
    </section>
  );
}
