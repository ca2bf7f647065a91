/** What happened, as a sentence. */
import { useLingui } from "@lingui/react/macro";
import type { ShownActFragment } from "../../../../client/operator/graphql";
import { useAuthorName } from "./use_author_name";

export function useActText(): (act: ShownActFragment) => string {
  const { t } = useLingui();
  const nameOf = useAuthorName();
  return (act) => {
    const who = nameOf(act.author);
    const whom = act.operator?.name;
    const team = act.team?.name;
    const isOwn = act.author.__typename === "Operator" && act.author.id === act.operator?.id;
    switch (act.actKind) {
      case "CHAT_OPENED":
        return t`${who} began the chat`;
      case "CHAT_JOINED":
        return isOwn || !whom ? t`${who} joined` : t`${who} brought ${whom} in`;
      case "CHAT_LEFT":
        return isOwn || !whom ? t`${who} left` : t`${who} took ${whom} out`;
      case "CHAT_ASSIGNED":
        return whom && team
          ? t`${who} assigned it to ${whom}, ${team}`
          : whom || team
            ? t`${who} assigned it to ${whom ?? team ?? ""}`
            : t`${who} took the assignment back`;
      case "CHAT_QUEUED":
        return t`It went back to the queue`;
      case "CHAT_CLOSED": {
        const reason = act.closeReason?.name;
        return reason ? t`${who} closed it: ${reason}` : t`${who} closed it`;
      }
      case "CHAT_REOPENED":
        return t`${who} opened it again`;
      case "CHAT_ARCHIVED":
        return t`${who} archived it`;
      case "CHAT_FORWARDED":
        return t`${who} offered it to ${whom ?? team ?? ""}`;
      case "CHAT_FORWARD_SETTLED":
        switch (act.forwardState) {
          case "TAKEN":
            return t`${who} took it`;
          case "DECLINED":
            return t`${who} declined it`;
          case "CANCELLED":
            return t`${who} took the offer back`;
          default:
            return t`The offer expired`;
        }
      case "CHAT_ESCALATED":
        return team ? t`${who} escalated it to ${team}` : t`${who} escalated it`;
      case "CHAT_SNOOZED":
        return t`${who} put it aside`;
      case "CHAT_WOKEN":
        return t`It came back`;
      case "CHAT_LABELED":
        return t`${who} added a label`;
      case "CHAT_UNLABELED":
        return t`${who} removed a label`;
      case "CHAT_REFERENCE_SET":
        return t`${who} added a reference`;
      case "CHAT_REFERENCE_CLEARED":
        return t`${who} removed a reference`;
      case "CHAT_EXAMPLE_SET":
        return t`${who} made it an example`;
      case "CHAT_EXAMPLE_CLEARED":
        return t`${who} took the example back`;
      case "CHAT_OPENED_AS":
        return t`${who} opened the product as this customer`;
      case "CHAT_RATED":
        return t`${who} rated it ${act.score ?? 0} of 5`;
      default:
        return act.changed.includes("priority")
          ? t`${who} changed the priority`
          : t`${who} changed it`;
    }
  };
}
