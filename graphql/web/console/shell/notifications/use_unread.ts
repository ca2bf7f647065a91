/** How much is unread, as the server counts it: asked for again when something happens that may change it. */
import { useEffect } from "react";
import { useQuery } from "urql";
import { graphql } from "../../../client/operator";
import type { FeedEvent } from "../../live/events";
import { useLive } from "../../live/provider";
import { UNREAD_AFTER_MS } from "./limits";

const UNREAD = graphql(`
  query Unread {
    viewer {
      unreadCount
    }
  }
`);

const CHANGING: readonly FeedEvent["__typename"][] = [
  "NotificationEvent",
  "ChatEvent",
  "MessageEvent",
];

export function useUnread(): number {
  const live = useLive();
  const [{ data }, read] = useQuery({ query: UNREAD });
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const forget = live.feed.events.add(({ __typename }) => {
      if (CHANGING.includes(__typename)) {
        timer ??= setTimeout(() => {
          timer = undefined;
          read({ requestPolicy: "network-only" });
        }, UNREAD_AFTER_MS);
      }
    });
    return () => {
      forget();
      clearTimeout(timer);
    };
  }, [live, read]);
  return data?.viewer.unreadCount ?? 0;
}
