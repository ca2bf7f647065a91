/** Which kind of channel a chat came through. */
import { Globe, type LucideIcon, Mail, MessageCircle, Phone, Send } from "lucide-react";
import { Icon } from "../parts/icon";

const ICONS: readonly (readonly [RegExp, LucideIcon])[] = [
  [/(^|\.)web$/, Globe],
  [/telegram/, Send],
  [/mail/, Mail],
  [/whatsapp|viber|sms/, Phone],
];

export function ChannelIcon({ plugin }: { plugin: string }) {
  const found = ICONS.find(([pattern]) => pattern.test(plugin));
  return <Icon of={found?.[1] ?? MessageCircle} size="small" />;
}
