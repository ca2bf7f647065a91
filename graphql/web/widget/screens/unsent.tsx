/** A message on its way, or one that was not taken: it stays until the visitor says what becomes of it. */
import { t } from "@lingui/core/macro";
import type { Outgoing } from "../live/outbox";
import { Bubble } from "../parts/bubble";
import { FileName } from "../parts/file_name";
import { Text } from "../parts/text";
import { useWidget } from "./use_widget";

interface UnsentProps {
  message: Outgoing;
}

export function Unsent({ message }: UnsentProps) {
  const { outbox, hindrance } = useWidget();
  const { key, body, refusal, quotedText, attachmentNames } = message;
  const isRefused = refusal !== null;
  const isHeld = hindrance.value === "consent";
  const state = isRefused ? t`Not sent` : isHeld ? t`Waiting` : t`Sending`;
  return (
    <div class="unsent">
      <Bubble
        isMine
        isLast
        quoted={quotedText ?? undefined}
        reactions={[]}
        meta={[state]}
        progress={isRefused ? "failed" : "waiting"}
        files={attachmentNames.map((name) => <FileName key={name} name={name} />)}
      >
        {body ? <Text body={body} ranges={[]} /> : null}
      </Bubble>
      {isRefused ? (
        <div class="unsent-acts" role="alert">
          {refusal ? (
            <span class="unsent-reason" dir="auto">
              {refusal}
            </span>
          ) : null}
          <button
            type="button"
            class="unsent-act"
            onClick={() => {
              outbox.again(key);
              void outbox.drain();
            }}
          >
            {t`Send again`}
          </button>
          <button type="button" class="unsent-act" onClick={() => outbox.drop(key)}>
            {t`Discard`}
          </button>
        </div>
      ) : null}
    </div>
  );
}
