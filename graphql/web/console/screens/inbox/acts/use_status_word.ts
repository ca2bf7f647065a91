/** Whether a colleague is there, in words. */
import { useLingui } from "@lingui/react/macro";
import type { ShownOperatorFragment } from "../../../../client/operator/graphql";

type Told = Pick<ShownOperatorFragment, "status" | "statusMessage">;

export function useStatusWord(): (operator: Told) => string {
  const { t } = useLingui();
  const words = {
    ONLINE: t`online`,
    AWAY: t`away`,
    INVISIBLE: t`invisible`,
    OFFLINE: t`offline`,
  };
  return ({ status, statusMessage }) =>
    statusMessage ? `${words[status]} · ${statusMessage}` : words[status];
}
