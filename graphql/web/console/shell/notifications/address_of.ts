/** Where a notification leads, on the page and from what a browser shows with the console closed. */
import type { NotificationKind } from "../../../client/operator/graphql";

interface About {
  kind: NotificationKind;
  subjectId: string;
  chatNumber: number | undefined;
}

export function addressOf({ kind, subjectId, chatNumber }: About): string | undefined {
  if (chatNumber !== undefined) {
    return `/inbox/${chatNumber}`;
  }
  return kind === "CHANNEL_BROKEN" ? `/settings/channels/${subjectId}` : undefined;
}
