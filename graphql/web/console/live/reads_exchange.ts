/** What an answer says of what is unread goes to the reads as it comes from the server; the cache may be older. */
import type { Exchange } from "@urql/core";
import { pipe, tap } from "wonka";
import { type Entity, visit } from "./nodes";
import type { Reads } from "./reads";

type Counted = Entity & { inboundCount?: number; unreadCount?: number };

/** Stands between the cache and the network. */
export function readsExchange(reads: Reads): Exchange {
  return ({ forward }) => {
    /** The moment at which each request under way began. */
    const marks = new Map<number, number>();
    return (operations) =>
      pipe(
        operations,
        tap(({ kind, key }) => {
          if (kind === "teardown") {
            marks.delete(key);
          } else if (kind !== "subscription" && !marks.has(key)) {
            marks.set(key, reads.mark());
          }
        }),
        forward,
        tap(({ operation: { key }, data }) => {
          const mark = marks.get(key);
          marks.delete(key);
          if (mark !== undefined) {
            visit(data, ({ id, inboundCount, unreadCount }: Counted) => {
              if (inboundCount !== undefined && unreadCount !== undefined) {
                reads.answered({ id, inboundCount, unreadCount }, mark);
              }
            });
          }
        }),
      );
  };
}
