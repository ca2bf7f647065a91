/** Why somebody is not let in, over the form; one who is locked out reads until when, and is told when that is over. */
import { useLingui } from "@lingui/react/macro";
import { useEffect, useState } from "react";
import { Banner } from "../parts/banner";
import { type Failure, reasonOf } from "./refusal";

interface RefusedProps {
  failure: Failure | undefined;
  /** By their codes, what is meant where this is shown. */
  reasons?: Readonly<Record<string, string>>;
  /** The time of waiting is over. */
  onOver: () => void;
}

export const isLocked = (failure: Failure | undefined): boolean => waitOf(failure) !== undefined;

export function Refused({ failure, reasons = {}, onOver }: RefusedProps) {
  const { t, i18n } = useLingui();
  const [over] = useState(() => ({ call: onOver }));
  over.call = onOver;
  const wait = waitOf(failure);
  const own = failure?.kind === "refused" ? reasons[failure.code] : undefined;
  useEffect(() => {
    if (wait === undefined || !failure) {
      return;
    }
    const timer = setTimeout(() => over.call(), wait * 1_000);
    return () => clearTimeout(timer);
  }, [wait, failure, over]);
  if (!failure) {
    return null;
  }
  if (wait === undefined) {
    return <Banner tone="danger">{own ?? i18n._(reasonOf(failure))}</Banner>;
  }
  const until = new Date(Date.now() + wait * 1_000);
  const time = i18n.date(until, { timeStyle: wait < 120 ? "medium" : "short" });
  return <Banner tone="waiting">{t`Too many attempts. You can try again at ${time}.`}</Banner>;
}

function waitOf(failure: Failure | undefined): number | undefined {
  return failure?.kind === "refused" ? failure.retryAfterSeconds : undefined;
}
