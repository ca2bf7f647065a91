/** What screens show of a chat: its channel, where it stands, how urgent it is. */
export { ChannelIcon } from "./channel_icon";
export { StatusChip, useStatusText } from "./status_chip";
export { useLanguageChoices } from "./use_language_choices";
export { useOrderText } from "./use_order_text";
export { usePriorityText } from "./use_priority_text";
export { useWaitingText } from "./use_waiting_text";
