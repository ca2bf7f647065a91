/** Is it open now, and when it opens next. */
import { Trans } from "@lingui/react/macro";
import { Time } from "../../parts/time";
import type { Schedule } from "./week";

export function OpenState({ schedule: { isOpen, nextOpenAt } }: { schedule: Schedule }) {
  if (isOpen) {
    return <Trans>Open</Trans>;
  }
  return nextOpenAt ? (
    <Trans>
      Opens <Time at={nextOpenAt} isFull />
    </Trans>
  ) : (
    <Trans>Never open</Trans>
  );
}
