/** The lines of the audit log, newest first: the head follows what happens, older ones come by the page. */
import { useCallback, useEffect, useState } from "react";
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
  const read = useCallback(
    async (after?: string) => {
      const variables = { filter: JSON.parse(key) as AuditFilter, ...(after && { after }) };
      const answer = await client
        .query(AUDIT_LOG, variables, { requestPolicy: "network-only" })
        .toPromise();
      setError(answer.error);
      const page = answer.data?.auditLog;
      return page && { ...page, end: page.pageInfo.hasNextPage ? page.pageInfo.endCursor : null };
    },
    [client, key],
  );
  const readHead = useCallback(async () => {
    const page = await read();
    setShown((before) => {
      if (!page) {
        return before;
      }
      const { lines, isWhole } = joined(page.nodes, before?.lines ?? []);
      return { lines, end: before && isWhole ? before.end : (page.end ?? undefined) };
    });
  }, [read]);
  useEffect(() => {
    let isHere = true;
    setShown(undefined);
    void read().then((page) => {
      if (isHere && page) {
        setShown({ lines: page.nodes, end: page.end ?? undefined });
      }
    });
    return () => {
      isHere = false;
    };
  }, [read]);
  useFollowed(/./, () => void readHead());
  const readOlder = async () => {
    setReading(true);
    const page = await read(shown?.end);
    setReading(false);
    setShown((before) => {
      const known = new Set(before?.lines.map(({ id }) => id));
      const older = page?.nodes.filter(({ id }) => !known.has(id)) ?? [];
      return page && before
        ? { lines: [...before.lines, ...older], end: page.end ?? undefined }
        : before;
    });
  };
  return { shown, error, isReading, readHead, readOlder };
}
