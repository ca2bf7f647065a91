/** After the chat was closed: how it was, and that one can go on. */
import { t } from "@lingui/core/macro";
import { useState } from "preact/hooks";
import { Notice } from "../parts/notice";
import { Rating } from "../parts/rating";
import { useWidget } from "./use_widget";

export function Closed() {
  const widget = useWidget();
  const chat = widget.own.chat.value;
  const [isBusy, setIsBusy] = useState(false);
  const [error, setError] = useState("");
  if (!chat || chat.isOpen || widget.waiting.value.length > 0) {
    return null;
  }
  const rate = async (score: number, comment: string) => {
    setIsBusy(true);
    setError("");
    await widget.rate(score, comment).catch((cause: Error) => setError(cause.message));
    setIsBusy(false);
  };
  return (
    <section class="closed">
      <p class="closed-text">{t`This chat is closed. Write again to go on.`}</p>
      {chat.rating ? (
        <p class="closed-thanks">{t`Thank you for your answer.`}</p>
      ) : chat.ratableUntil ? (
        <Rating
          title={t`How was it?`}
          labels={[t`Very bad`, t`Bad`, t`So so`, t`Good`, t`Very good`]}
          commentLabel={t`Tell us more`}
          sendLabel={t`Send`}
          isBusy={isBusy}
          onRate={rate}
        />
      ) : null}
      {error ? (
        <Notice icon="warning" tone="danger">
          {error}
        </Notice>
      ) : null}
    </section>
  );
}
