/** What a list shows, as the one filter that an export takes. */
import type { ChatFilter } from "../../../../client/operator/graphql";
import { type Criteria, ofTab, ofView } from "../../../live/matches";

/** What one filter cannot say of a colleague's list: in it, these are theirs, and in a file the reader's. */
const OWN = /"(isMine|isUnread)":(true|false)/;

/** Absent where it cannot be said in one filter. */
export function exportedFilter(criteria: Criteria): ChatFilter | undefined {
  const { filter, saved, view = "ALL", tab, operatorId } = criteria;
  const isTheirs = view === "OF_OPERATOR" && typeof operatorId === "string";
  if (isTheirs && OWN.test(JSON.stringify([filter, saved]))) {
    return undefined;
  }
  const whose: ChatFilter = isTheirs ? { operatorIds: [operatorId] } : ofView(view);
  const asked = [filter ?? {}, whose, tab ? ofTab(tab) : {}].filter(
    (one) => Object.keys(one).length > 0,
  );
  if (asked.length === 0) {
    return saved ?? {};
  }
  // Beside what the saved view asks for, so that there are no more levels than it has.
  return { ...saved, and: [...(saved?.and ?? []), ...asked] };
}
