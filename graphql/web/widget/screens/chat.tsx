/** The chat: what was said, how things stand, and where one writes. */
import { t } from "@lingui/core/macro";
import { Closed } from "./closed";
import { Consent } from "./consent";
import { Head } from "./head";
import { Hindered } from "./hindered";
import { Line } from "./line";
import { Thread } from "./thread";
import { useWidget } from "./use_widget";
import { Writer } from "./writer";

export function Chat() {
  const widget = useWidget();
  const { hindrance, composer } = widget;
  const isShut = hindrance.value === "blocked" || hindrance.value === "identity";
  return (
    <section
      class="chat"
      aria-label={t`Chat`}
      onDragOver={(event) => event.preventDefault()}
      onDrop={(event) => {
        event.preventDefault();
        composer.addFiles([...(event.dataTransfer?.files ?? [])]);
      }}
    >
      <Head />
      <Thread />
      <div class="chat-foot">
        <Line />
        <Hindered />
        {hindrance.value === "consent" ? <Consent /> : null}
        <Closed />
        {isShut || hindrance.value === "consent" ? null : <Writer />}
      </div>
    </section>
  );
}
