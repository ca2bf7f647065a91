/** The lines of the audit log, newest first: the head follows what happens, older ones page by page. */
import { useCallback, useEffect, useRef, useState } from "react";
import { type CombinedError, useClient } from "urql";
import type { AuditFilter, AuditLogQuery } from "../../../client/operator/graphql";
import { useFollowed } from "../../live/use_followed";
import { joined } from "./changes";
import { AUDIT_LOG } from "./documents";

export type AuditLine = AuditLogQuery["auditLog"]["nodes"][number];

interface Shown {
  lines: readonly AuditLine[];
  /** Where older ones begin; none where all are here. */
  end: string | undefined;
}

export function useAuditLog(filter: AuditFilter) {
  const client = useClient();
  const [shown, setShown] = useState<Shown>();
  const [error, setError] = useState<CombinedError>();
  const [isReading, setReading] = useState(false);
  const key = JSON.stringify(filter);
  const latest = useRef(key);
  /** None where it failed, or where another filter was chosen meanwhile. */
  const read = useCallback(
    async (after?: string) => {
      const variables = { filter: JSON.parse(key) as AuditFilter, ...(after && { after }) };
      const answer = await client
        .query(AUDIT_LOG, variables, { requestPolicy: "network-only" })
        .toPromise();
      if (latest.current !== key) {
        return undefined;
      }
      setError(answer.error);
      const page = answer.data?.auditLog;
      const end = page?.pageInfo.hasNextPage ? page.pageInfo.endCursor : undefined;
      return page && { lines: page.nodes, end: end ?? undefined };
    },
    [client, key],
  );
  const readHead = useCallback(async () => {
    const page = await read();
    setShown((before) => {
      if (!page) {
        return before;
      }
      const { lines, isWhole } = joined(page.lines, before?.lines ?? []);
      return { lines, end: before && before.lines.length > 0 && isWhole ? before.end : page.end };
    });
  }, [read]);
  useEffect(() => {
    latest.current = key;
    setShown(undefined);
    setError(undefined);
    setReading(false);
    void readHead();
  }, [key, readHead]);
  useFollowed(/./, () => void readHead());
  const readOlder = async () => {
    setReading(true);
    const page = await read(shown?.end);
    if (latest.current !== key) {
      return;
    }
    setReading(false);
    setShown((before) => {
      const known = new Set(before?.lines.map(({ id }) => id));
      const older = page?.lines.filter(({ id }) => !known.has(id)) ?? [];
      return page && before ? { lines: [...before.lines, ...older], end: page.end } : before;
    });
  };
  return { shown, error, isReading, readHead, readOlder };
}
