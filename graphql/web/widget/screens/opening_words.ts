/** What the company says before anything is written, by its business hours. */
import { t } from "@lingui/core/macro";
import type { OpeningQuery } from "../../client/visitor/graphql";
import { momentOf } from "./when";

type Opening = OpeningQuery["widget"];

/** A page that stays open sees the opening come. */
export const isOpenNow = ({ isOpen, nextOpenAt }: Opening, now = Date.now()): boolean =>
  isOpen || (nextOpenAt !== null && Date.parse(nextOpenAt) <= now);

/** The company's own words, where it has some. */
export const greetingOf = (opening: Opening): string | null =>
  isOpenNow(opening) ? opening.greeting : (opening.closedText ?? opening.greeting);

/** Whether somebody is there. */
export function statusOf(opening: Opening, isStaffed: boolean, language: string): string {
  if (isOpenNow(opening)) {
    return isStaffed ? t`We are here for you` : t`Nobody is here right now`;
  }
  return opening.nextOpenAt
    ? t`Closed now. We are back: ${momentOf(opening.nextOpenAt, language)}`
    : t`Closed now`;
}
