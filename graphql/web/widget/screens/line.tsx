/** Says that the desk cannot be reached, and what waits for it. */
import { plural, t } from "@lingui/core/macro";
import { useEffect, useState } from "preact/hooks";
import { Notice } from "../parts/notice";
import { useWidget } from "./use_widget";

/** A short cut is nobody's business. */
const CALM_MS = 2_500;

export function Line() {
  const widget = useWidget();
  const isLive = widget.isLive.value;
  const [isTold, setIsTold] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setIsTold(!isLive), isLive ? 0 : CALM_MS);
    return () => clearTimeout(timer);
  }, [isLive]);
  if (!isTold || isLive) {
    return null;
  }
  const count = widget.waiting.value.filter(({ refusal }) => refusal === null).length;
  return (
    <Notice icon="clock" tone="waiting" act={{ label: t`Try now`, onPress: () => widget.wake() }}>
      {count === 0
        ? t`No connection. We try again by ourselves.`
        : plural(count, {
            one: "No connection. # message waits.",
            other: "No connection. # messages wait.",
          })}
    </Notice>
  );
}
