/** How urgent a chat is, in words. */
import { useLingui } from "@lingui/react/macro";
import { useMemo } from "react";
import type { ChatPriority } from "../../client/operator/graphql";

export function usePriorityText(): Record<ChatPriority, string> {
  const { t } = useLingui();
  return useMemo(() => ({ URGENT: t`Urgent`, HIGH: t`High`, NORMAL: t`Normal`, LOW: t`Low` }), [t]);
}
