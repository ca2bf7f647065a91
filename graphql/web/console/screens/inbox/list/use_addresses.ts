/** Phones and emails of the listed chats, asked for by pages: a row then reads its own from the cache. */
import { useEffect, useRef } from "react";
import { useClient } from "urql";
import { graphql } from "../../../../client/operator";

const ADDRESSES = graphql(`
  query RowsAddresses($ids: [ID!]!) {
    nodes(ids: $ids) {
      ... on Chat {
        id
        contact {
          ...ContactAddresses
        }
      }
    }
  }
`);

export const CONTACT_ADDRESSES = graphql(`
  fragment ContactAddresses on Contact {
    id
    email
    phone
  }
`);

/** From the cache alone. */
export const ROW_ADDRESSES = graphql(`
  query RowAddresses($id: ID!) {
    node(id: $id) {
      ... on Chat {
        id
        contact {
          ...ContactAddresses
        }
      }
    }
  }
`);

const PAGE = 50;

export function useAddresses(ids: readonly string[], isShown: boolean): void {
  const client = useClient();
  const asked = useRef({ client, ids: new Set<string>() });
  useEffect(() => {
    if (!isShown) {
      return;
    }
    if (asked.current.client !== client) {
      asked.current = { client, ids: new Set() };
    }
    const known = asked.current.ids;
    const wanted = ids.filter((id) => !known.has(id));
    for (let from = 0; from < wanted.length; from += PAGE) {
      const page = wanted.slice(from, from + PAGE);
      for (const id of page) {
        known.add(id);
      }
      client.query(ADDRESSES, { ids: page }, { requestPolicy: "network-only" }).toPromise();
    }
  }, [client, ids, isShown]);
}
