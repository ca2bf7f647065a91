/** Which kind of channel a chat came through. */
import { Globe, type LucideIcon, Mail, MessageCircle, Phone, Send } from "lucide-react";
import { Icon } from "../parts/icon";

const ICONS: readonly (readonly [RegExp, LucideIcon])[] = [
  [/(^|\.)web$/, Globe],
  [/telegram/, Send],
  [/mail/, Mail],
  [/whatsapp|viber|sms/, Phone],
];

interface ChannelIconProps {
  plugin: string;
  size?: "small" | "large";
}

export function ChannelIcon({ plugin, size = "small" }: ChannelIconProps) {
  const found = ICONS.find(([pattern]) => pattern.test(plugin));
  return <Icon of={found?.[1] ?? MessageCircle} size={size} />;
}
