/** Whom a chat waits for, in words. */
import { useLingui } from "@lingui/react/macro";
import { useMemo } from "react";
import type { WaitingOn } from "../../client/operator/graphql";

export function useWaitingText(): Record<WaitingOn, string> {
  const { t } = useLingui();
  return useMemo(
    () => ({ OPERATOR: t`An operator`, CUSTOMER: t`The customer`, NOBODY: t`Nobody` }),
    [t],
  );
}
