/** All of a list that the server gives by the page. Each page stays asked for: what changes in it changes here. */
import type { CombinedError, TypedDocumentNode } from "@urql/core";
import { useCallback, useEffect, useRef, useState } from "react";
import { useClient } from "urql";

interface Page<Node> {
  nodes: readonly Node[];
  pageInfo: { hasNextPage: boolean; endCursor?: string | null };
}

interface Asked<Node> {
  after: string | undefined;
  /** Until it is read, what stood at its place before. */
  page: Page<Node> | undefined;
  stop: () => void;
}

interface Pages<Node> {
  /** As far as they are read; none before the first page. */
  nodes: readonly Node[] | undefined;
  error: CombinedError | undefined;
  again: () => void;
}

export function usePages<Data, Node extends { id: string }>(
  document: TypedDocumentNode<Data, { after?: string | null }>,
  pageOf: (data: Data) => Page<Node>,
): Pages<Node> {
  const client = useClient();
  const [nodes, setNodes] = useState<readonly Node[]>();
  const [error, setError] = useState<CombinedError>();
  const asked = useRef<Asked<Node>[]>([]);
  const of = useRef(pageOf);
  useEffect(() => {
    of.current = pageOf;
  });
  useEffect(() => {
    const all: Asked<Node>[] = [];
    asked.current = all;
    const stopFrom = (place: number) => {
      for (const { stop } of all.splice(place)) {
        stop();
      }
    };
    const open = (place: number, after: string | undefined) => {
      const before = all[place];
      if (before && before.after === after) {
        return;
      }
      before?.stop();
      const one: Asked<Node> = { after, page: before?.page, stop: () => undefined };
      all[place] = one;
      const { unsubscribe } = client
        .query(document, after === undefined ? {} : { after }, {
          requestPolicy: "cache-and-network",
        })
        .subscribe(({ data, error: failure }) => {
          if (all[place] !== one) {
            return;
          }
          setError(failure);
          if (!data) {
            return;
          }
          one.page = of.current(data);
          const { hasNextPage, endCursor } = one.page.pageInfo;
          if (hasNextPage && endCursor) {
            open(place + 1, endCursor);
          } else {
            stopFrom(place + 1);
          }
          // Whoever moved from one page to another between two answers stands there once.
          const byId = new Map(all.flatMap(({ page }) => page?.nodes ?? []).map((n) => [n.id, n]));
          setNodes([...byId.values()]);
        });
      one.stop = unsubscribe;
    };
    open(0, undefined);
    return () => stopFrom(0);
  }, [client, document]);
  const again = useCallback(() => {
    for (const { after } of asked.current) {
      const variables = after === undefined ? {} : { after };
      void client.query(document, variables, { requestPolicy: "network-only" }).toPromise();
    }
  }, [client, document]);
  return { nodes, error, again };
}
