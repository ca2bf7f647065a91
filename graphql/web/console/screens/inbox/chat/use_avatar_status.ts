/** How an operator's status stands at their face: an invisible one is there for colleagues. */
import { useLingui } from "@lingui/react/macro";
import type { OperatorStatus } from "../../../../client/operator/graphql";

export function useAvatarStatus(status: OperatorStatus): {
  is: "online" | "away" | "offline";
  label: string;
} {
  const { t } = useLingui();
  switch (status) {
    case "ONLINE":
      return { is: "online", label: t`online` };
    case "AWAY":
      return { is: "away", label: t`away` };
    case "INVISIBLE":
      return { is: "away", label: t`invisible` };
    case "OFFLINE":
      return { is: "offline", label: t`offline` };
  }
}
