/** What was found: the counts of all kinds and the pages of one. An older answer never takes the place of a newer one. */
import type { CombinedError } from "@urql/core";
import { useCallback, useEffect, useRef, useState } from "react";
import { useClient } from "urql";
import type { SearchHitFragment } from "../../../client/operator/graphql";
import { useLive } from "../../live/provider";
import { SEARCH_COUNTS, SEARCH_PAGE } from "./documents";
import { KIND_NAMES, KINDS, type Kind, shownKind } from "./place";

export interface Hit {
  id: string;
  edge: SearchHitFragment;
}

export interface Found {
  query: string;
  kind: Kind;
  counts: Readonly<Record<Kind, number>>;
  hits: readonly Hit[];
  end: string | undefined;
}

export interface Hits {
  /** The newest answer; of an older question while the newer one is asked. */
  found: Found | undefined;
  isAsking: boolean;
  error: CombinedError | undefined;
  more: () => void;
  again: () => void;
}

/** What changed of what is shown is read again this long after. */
const REREAD_AFTER_MS = 600;
const FRESH = { requestPolicy: "network-only" } as const;

const zoneHere = () => Intl.DateTimeFormat().resolvedOptions().timeZone;

export function useHits(query: string, chosen: Kind | undefined): Hits {
  const client = useClient();
  const live = useLive();
  const [found, setFound] = useState<Found>();
  const [error, setError] = useState<CombinedError>();
  const [isAsking, setAsking] = useState(query !== "");
  const [turn, setTurn] = useState(0);
  const isReading = useRef(false);
  const again = useCallback(() => setTurn((turn) => turn + 1), []);

  // biome-ignore lint/correctness/useExhaustiveDependencies: a turn asks the same again
  useEffect(() => {
    if (query === "") {
      setFound(undefined);
      setError(undefined);
      setAsking(false);
      return;
    }
    let isNewest = true;
    const ask = async () => {
      setAsking(true);
      const timeZone = zoneHere();
      const page = (kind: Kind) =>
        client.query(SEARCH_PAGE, { query, kind: KINDS[kind], timeZone }, FRESH).toPromise();
      const [counted, read] = await Promise.all([
        client.query(SEARCH_COUNTS, { query, timeZone }, FRESH).toPromise(),
        page(chosen ?? "messages"),
      ]);
      const counts = counted.data && countsOf(counted.data);
      const kind = shownKind(chosen, counts);
      const shown = kind === (chosen ?? "messages") || !isNewest ? read : await page(kind);
      if (!isNewest) {
        return;
      }
      setAsking(false);
      setError(counted.error ?? shown.error);
      if (counts && shown.data) {
        setFound({ query, kind, counts, ...pageOf(shown.data.search) });
      }
    };
    void ask();
    return () => {
      isNewest = false;
    };
  }, [client, query, chosen, turn]);

  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const end = live.feed.events.add(({ subjectId }) => {
      if (subjectId && found?.hits.some((hit) => isAbout(hit, subjectId))) {
        timer ??= setTimeout(again, REREAD_AFTER_MS);
      }
    });
    return () => {
      end();
      clearTimeout(timer);
    };
  }, [live, found, again]);

  const more = async () => {
    if (!found?.end || isReading.current) {
      return;
    }
    isReading.current = true;
    const timeZone = zoneHere();
    const variables = { query: found.query, kind: KINDS[found.kind], after: found.end, timeZone };
    const { data } = await client.query(SEARCH_PAGE, variables, FRESH).toPromise();
    isReading.current = false;
    if (data) {
      const next = pageOf(data.search);
      const isNew = ({ id }: Hit) => !found.hits.some((hit) => hit.id === id);
      setFound((now) =>
        now === found
          ? { ...now, hits: [...now.hits, ...next.hits.filter(isNew)], end: next.end }
          : now,
      );
    }
  };

  return { found, isAsking, error, more: () => void more(), again };
}

function countsOf(data: Record<Kind, { totalCount: number | null }>): Record<Kind, number> {
  const counts = KIND_NAMES.map((name) => [name, data[name].totalCount ?? 0]);
  return Object.fromEntries(counts) as Record<Kind, number>;
}

function pageOf(page: {
  pageInfo: { endCursor: string | null; hasNextPage: boolean };
  edges: readonly SearchHitFragment[];
}): Pick<Found, "hits" | "end"> {
  return {
    hits: page.edges.map((edge) => ({ id: edge.node.id, edge })),
    end: (page.pageInfo.hasNextPage && page.pageInfo.endCursor) || undefined,
  };
}

function isAbout({ id, edge: { node } }: Hit, subjectId: string): boolean {
  const chat = "chat" in node ? node.chat : undefined;
  return id === subjectId || chat?.id === subjectId || chat?.contact.id === subjectId;
}
