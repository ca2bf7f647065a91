/** The list of contacts: ids by pages, each row from the cache; it follows the feed without a jump. */
import { useCallback, useEffect, useRef, useState } from "react";
import { type Client, useClient } from "urql";
import type { ContactFilter, ContactLineFragment } from "../../../client/operator/graphql";
import { chatOf } from "../../live/events";
import { useLive } from "../../live/provider";
import { CONTACT_LIST, CONTACT_ROW, CONTACT_SEARCH } from "./documents";
import { isLike } from "./place";

export interface Asked {
  query: string;
  filter: ContactFilter;
  isDescending: boolean;
}

interface Page {
  ids: readonly string[];
  end: string | undefined;
}

export interface ContactsList {
  key: string;
  state: "loading" | "ready" | "failed";
  ids: readonly string[];
  more: () => void;
  reload: () => void;
}

const PAGE = 50;
/** A list by name is read again this long after it may have changed. */
const REREAD_AFTER_MS = 700;
const FRESH = { requestPolicy: "network-only" } as const;
const NOTHING: Page = { ids: [], end: undefined };

export function useContacts(asked: Asked): ContactsList {
  const client = useClient();
  const live = useLive();
  const key = JSON.stringify(asked);
  const [shown, setShown] = useState<{ key: string; page: Page; isFailed: boolean }>();
  const isReading = useRef(false);
  const page = shown?.key === key ? shown.page : NOTHING;

  const load = useCallback(
    async (isNewest: () => boolean, least = 0) => {
      const asked = JSON.parse(key) as Asked;
      let read = await readPage(client, asked, undefined);
      while (read?.end && read.ids.length < least) {
        const next: Page | undefined = await readPage(client, asked, read.end);
        read = next && { ids: [...new Set([...read.ids, ...next.ids])], end: next.end };
      }
      if (isNewest()) {
        setShown({ key, page: read ?? NOTHING, isFailed: read === undefined });
      }
    },
    [client, key],
  );
  useEffect(() => {
    let isNewest = true;
    void load(() => isNewest);
    return () => {
      isNewest = false;
    };
  }, [load]);

  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const end = live.feed.events.add((event) => {
      const { subjectId } = event;
      const contact = chatOf(event)?.contact.id;
      if (event.__typename === "ContactEvent") {
        if (event.contact === null && subjectId) {
          setShown((now) => now && { ...now, page: without(now.page, subjectId) });
        }
        clearTimeout(timer);
        timer = setTimeout(() => void load(() => true, page.ids.length), REREAD_AFTER_MS);
      } else if (contact && event.__typename === "ChatEvent" && page.ids.includes(contact)) {
        void client.query(CONTACT_ROW, { id: contact }, FRESH).toPromise();
      }
    });
    return () => {
      end();
      clearTimeout(timer);
    };
  }, [client, live, load, page]);

  const more = async () => {
    if (!page.end || isReading.current) {
      return;
    }
    isReading.current = true;
    const next = await readPage(client, asked, page.end);
    isReading.current = false;
    if (next) {
      setShown((now) =>
        now?.page === page
          ? { ...now, page: { ids: [...new Set([...page.ids, ...next.ids])], end: next.end } }
          : now,
      );
    }
  };
  return {
    key,
    state: shown?.key !== key ? "loading" : shown.isFailed ? "failed" : "ready",
    ids: page.ids,
    more: () => void more(),
    reload: () => void load(() => true),
  };
}

const without = (page: Page, id: string): Page => ({
  ...page,
  ids: page.ids.filter((one) => one !== id),
});

/** Nothing where the server does not answer. */
async function readPage(
  client: Client,
  { query, filter, isDescending }: Asked,
  after: string | undefined,
): Promise<Page | undefined> {
  if (query !== "") {
    const { data } = await client.query(CONTACT_SEARCH, { query, after }, FRESH).toPromise();
    const found = data?.search.nodes.filter(
      (node): node is ContactLineFragment & { __typename: "Contact" } =>
        node.__typename === "Contact" && isLike(node, filter),
    );
    return found && { ids: idsOf(found), end: endOf(data?.search.pageInfo) };
  }
  const cut = isDescending ? { last: PAGE, before: after } : { first: PAGE, after };
  const { data } = await client.query(CONTACT_LIST, { filter, ...cut }, FRESH).toPromise();
  if (!data) {
    return undefined;
  }
  const { nodes, pageInfo } = data.contacts;
  return isDescending
    ? {
        ids: idsOf(nodes).toReversed(),
        end: (pageInfo.hasPreviousPage && pageInfo.startCursor) || undefined,
      }
    : { ids: idsOf(nodes), end: endOf(pageInfo) };
}

const idsOf = (nodes: readonly { id: string }[]) => nodes.map(({ id }) => id);
const endOf = (info: { hasNextPage: boolean; endCursor: string | null } | undefined) =>
  (info?.hasNextPage && info.endCursor) || undefined;
