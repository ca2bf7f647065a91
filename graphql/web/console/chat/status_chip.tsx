/** Where a chat stands, as an icon and a word. */
import { useLingui } from "@lingui/react/macro";
import {
  Archive,
  ArrowRightLeft,
  CircleCheck,
  CircleDot,
  CirclePlay,
  Clock,
  type LucideIcon,
} from "lucide-react";
import { useMemo } from "react";
import type { ChatStatus } from "../../client/operator/graphql";
import { Chip } from "../parts/chip";
import { Icon } from "../parts/icon";
import styles from "./status_chip.module.css";

interface StatusChipProps {
  status: ChatStatus;
  /** Without the ground of a chip, for a row. */
  isBare?: boolean;
}

export function StatusChip({ status, isBare = false }: StatusChipProps) {
  const text = useStatusText()[status];
  const [icon, tone] = LOOKS[status];
  return isBare ? (
    <span className={styles.bare}>
      <Icon of={icon} size="small" />
      {text}
    </span>
  ) : (
    <Chip text={text} icon={icon} tone={tone} />
  );
}

export function useStatusText(): Record<ChatStatus, string> {
  const { t } = useLingui();
  return useMemo(
    () => ({
      NEW: t`New`,
      ACTIVE: t`Active`,
      AWAITING_RESPONSE: t`Awaits the customer`,
      TRANSFERRED: t`Offered`,
      CLOSED: t`Closed`,
      ARCHIVED: t`Archived`,
    }),
    [t],
  );
}

const LOOKS: Record<ChatStatus, readonly [LucideIcon, "accent" | "ok" | "neutral" | "info"]> = {
  NEW: [CircleDot, "accent"],
  ACTIVE: [CirclePlay, "accent"],
  AWAITING_RESPONSE: [Clock, "neutral"],
  TRANSFERRED: [ArrowRightLeft, "info"],
  CLOSED: [CircleCheck, "ok"],
  ARCHIVED: [Archive, "neutral"],
};
