/** Which colleagues have the chat open, and who of them writes. */
import { useSubscription } from "urql";
import type { ViewersSubscription } from "../../../../client/operator/graphql";
import { VIEWERS } from "../documents";
import { useInbox } from "../use_inbox";

export type Viewer = ViewersSubscription["viewers"]["viewers"][number];

export function useViewers(chatId: string): readonly Viewer[] {
  const { me } = useInbox();
  const [{ data }] = useSubscription({ query: VIEWERS, variables: { chatId } });
  return data?.viewers.viewers.filter(({ operator }) => operator.id !== me.id) ?? [];
}
