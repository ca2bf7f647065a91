/** Puts the chat aside until a time; it comes back by then, or as soon as the customer writes. */
import { useLingui } from "@lingui/react/macro";
import { AlarmClock, MessageCircle } from "lucide-react";
import { Picker } from "../../../parts/picker";
import { useNow } from "../../../parts/use_now";
import { useDo } from "../../../shell";
import type { AskedPartProps } from "./asked";
import { CHAT_SNOOZE } from "./chat_documents";
import { snoozeTimes } from "./snooze_times";
import { useNextChat } from "./use_next_chat";

const MINUTE_MS = 60_000;

export function SnoozePicker({ chat, isOpen, onClose }: AskedPartProps) {
  const { t, i18n } = useLingui();
  const run = useDo();
  const goOn = useNextChat();
  const now = useNow((at) => Math.floor(at / MINUTE_MS) * MINUTE_MS);
  const { id: chatId, version: expectedVersion } = chat;
  const texts = {
    hour: t`In an hour`,
    evening: t`This evening`,
    tomorrow: t`Tomorrow morning`,
    monday: t`Monday morning`,
    month: t`In a month`,
  };
  const shown = {
    weekday: "short",
    day: "numeric",
    month: "short",
    hour: "numeric",
    minute: "2-digit",
  } as const;
  return (
    <Picker
      title={t`Put chat ${chat.number} aside`}
      placeholder={t`Put aside until …`}
      sections={[
        {
          id: "times",
          options: snoozeTimes(new Date(now)).map(({ name, at }) => ({
            id: at.toISOString(),
            text: texts[name],
            help: i18n.date(at, shown),
            icon: AlarmClock,
          })),
        },
        {
          id: "reply",
          options: [{ id: "reply", text: t`Until the customer writes`, icon: MessageCircle }],
        },
      ]}
      isOpen={isOpen}
      onClose={onClose}
      onChoose={async (until) => {
        const input = { chatId, expectedVersion, ...(until !== "reply" && { until }) };
        if (await run(CHAT_SNOOZE, input)) {
          goOn();
        }
      }}
    />
  );
}
