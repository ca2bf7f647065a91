/** How many chats are like this, now: counted again when something happens to chats. */
import { useEffect, useRef, useState } from "react";
import { useClient } from "urql";
import { graphql } from "../../client/operator";
import type { ChatFilter } from "../../client/operator/graphql";
import { useLive } from "../live/provider";

const CHATS_LIKE = graphql(`
  query ChatsLike($filter: ChatFilter!) {
    chats(filter: $filter, first: 100) {
      edges {
        cursor
      }
      pageInfo {
        hasNextPage
      }
    }
  }
`);

/** Typing is over, and a burst of events is one. */
const PAUSE_MS = 300;

export interface LikeCount {
  count: number;
  /** There are more than could be counted. */
  hasMore: boolean;
}

/** `undefined` asks nothing, and is the answer until there is one; the one before stays until then. */
export function useLikeCount(filter: ChatFilter | undefined): LikeCount | undefined {
  const client = useClient();
  const { feed } = useLive();
  const [found, setFound] = useState<LikeCount>();
  const asked = filter && JSON.stringify(filter);
  const newest = useRef(asked);
  useEffect(() => {
    newest.current = asked;
    if (asked === undefined) {
      return;
    }
    let timer: ReturnType<typeof setTimeout> | undefined;
    const read = async () => {
      timer = undefined;
      const { data } = await client
        .query(CHATS_LIKE, { filter: JSON.parse(asked) }, { requestPolicy: "network-only" })
        .toPromise();
      // An older answer never replaces a newer one.
      if (data && newest.current === asked) {
        const { edges, pageInfo } = data.chats;
        setFound({ count: edges.length, hasMore: pageInfo.hasNextPage });
      }
    };
    const soon = () => {
      timer ??= setTimeout(() => void read(), PAUSE_MS);
    };
    soon();
    const end = feed.events.add(({ __typename }) => {
      if (__typename === "ChatEvent" || __typename === "MessageEvent") {
        soon();
      }
    });
    return () => {
      clearTimeout(timer);
      end();
    };
  }, [client, feed, asked]);
  return asked === undefined ? undefined : found;
}
