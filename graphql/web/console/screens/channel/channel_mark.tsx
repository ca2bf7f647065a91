/** Which kind of channel it is, as a picture beside its name. */
import { Globe, type LucideIcon, Mail, MessageCircle, Phone, Send } from "lucide-react";
import { Icon } from "../../parts/icon";
import styles from "./channel_mark.module.css";

const ICONS: readonly (readonly [RegExp, LucideIcon])[] = [
  [/^web$/, Globe],
  [/telegram/, Send],
  [/mail/, Mail],
  [/whatsapp|viber|sms/, Phone],
];

export function ChannelMark({ plugin }: { plugin: string }) {
  const found = ICONS.find(([pattern]) => pattern.test(plugin));
  return (
    <span className={styles.mark}>
      <Icon of={found?.[1] ?? MessageCircle} size="large" />
    </span>
  );
}
