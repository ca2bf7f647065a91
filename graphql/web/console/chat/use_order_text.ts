/** In which order chats are, in words. */
import { useLingui } from "@lingui/react/macro";
import { useMemo } from "react";
import type { ChatOrder } from "../../client/operator/graphql";

export function useOrderText(): Record<ChatOrder, string> {
  const { t } = useLingui();
  return useMemo(
    () => ({
      LAST_MESSAGE: t`Newest message first`,
      WAITING_LONGEST: t`Waiting longest first`,
      CREATED: t`Newest chat first`,
      CONTACT_NAME: t`By name, A to Z`,
      CONTACT_NAME_DESC: t`By name, Z to A`,
    }),
    [t],
  );
}
