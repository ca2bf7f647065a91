/** The hour of a message; the whole moment for whoever points at it. */
import { useLingui } from "@lingui/react/macro";
import { fullTime } from "../../../parts/time_text";
import { useZone } from "../chat/use_zone";

export function ClockTime({ at }: { at: string }) {
  const { i18n } = useLingui();
  const zone = useZone();
  const moment = Date.parse(at);
  return (
    <time dateTime={at} title={fullTime(moment, i18n.locale, zone)}>
      {i18n.date(at, { hour: "numeric", minute: "2-digit", ...(zone && { timeZone: zone }) })}
    </time>
  );
}
