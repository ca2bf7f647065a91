/**
 * Keeps the screen from stepping back: of an answer and an event about one thing the newer one stays, whichever
 * arrives first.
 */
import { type Exchange, getOperationName, makeResult, type Operation } from "@urql/core";
import { fromArray, fromValue, mergeMap, pipe, tap } from "wonka";
import type { FeedBatch } from "./events";
import { VERSIONS_KNOWN } from "./limits";
import { canBeMended, type Mend, type Mends } from "./mends";
import { type Entity, entityOfId, isEntity, visit } from "./nodes";

type Versioned = Entity & { version?: number; updatedAt?: string };

/** An entity as events brought it since a request began; absent where they took it away. */
interface Known {
  entity: Entity;
  value: Versioned | undefined;
}

/** The name of the feed's operation. */
export const FEED_NAME = "Feed";

/** Stands between the cache and the network. What it mends goes into the cache by the feed's own operation. */
export function replayExchange(mends: Mends): Exchange {
  return ({ forward }) => {
    /** When each request under way began, counted in batches. */
    const began = new Map<number, number[]>();
    let batches: { number: number; batch: FeedBatch }[] = [];
    let number = 0;
    let feed: Operation | undefined;
    const versions = new Versions();

    const isFeed = (operation: Operation) =>
      operation.kind === "subscription" && getOperationName(operation.query) === FEED_NAME;

    const begin = (operation: Operation) => {
      if (operation.kind === "query" || operation.kind === "mutation") {
        began.set(operation.key, [...(began.get(operation.key) ?? []), number]);
      } else if (operation.kind === "teardown") {
        began.delete(operation.key);
      } else if (isFeed(operation)) {
        feed = operation;
      }
    };

    const end = (operation: Operation): number | undefined => {
      const [since, ...others] = began.get(operation.key) ?? [];
      if (others.length > 0) {
        began.set(operation.key, others);
      } else {
        began.delete(operation.key);
      }
      return since;
    };

    const forgetOld = () => {
      const oldest = Math.min(...[...began.values()].flat());
      batches = batches.filter((one) => one.number > oldest);
    };

    return (operations) =>
      pipe(
        operations,
        tap(begin),
        forward,
        mergeMap((result) => {
          const { operation, data } = result;
          if (isFeed(operation)) {
            if (data?.events && began.size > 0) {
              number += 1;
              batches.push({ number, batch: data.events });
            }
            return fromValue({ ...result, data: data && versions.withoutOlder(data) });
          }
          if (operation.kind !== "query" && operation.kind !== "mutation") {
            return fromValue(result);
          }
          versions.answered(data);
          const since = end(operation);
          const missed = batches.filter((one) => since !== undefined && one.number > since);
          forgetOld();
          const needed = needs(
            data,
            missed.map(({ batch }) => batch),
          );
          const last = missed.at(-1)?.batch;
          if (!feed || !last || needed.length === 0) {
            return fromValue(result);
          }
          mends.add(...needed);
          return fromArray([result, nothingNew(feed, last.cursor)]);
        }),
      );
  };
}

/** Which versions answers have told. */
class Versions {
  readonly #known = new Map<string, Versioned>();

  answered(answer: unknown): void {
    visit(answer, ({ __typename, id, version, updatedAt }: Versioned) => {
      const told = { __typename, id, ...(version === undefined ? { updatedAt } : { version }) };
      const isRanked = version !== undefined || updatedAt !== undefined;
      if (isRanked && !isOlder(told as Versioned, this.#known.get(id))) {
        this.#known.delete(id);
        this.#known.set(id, told as Versioned);
      }
    });
    for (const id of this.#known.keys()) {
      if (this.#known.size <= VERSIONS_KNOWN) {
        break;
      }
      this.#known.delete(id);
    }
  }

  /** The batch for the cache: of what is older than an answer no more than that it is there. */
  withoutOlder<Value>(value: Value): Value {
    if (Array.isArray(value)) {
      return value.map((one) => this.withoutOlder(one)) as Value;
    }
    if (typeof value !== "object" || value === null) {
      return value;
    }
    if (isEntity(value) && this.#isOlderThanTold(value)) {
      const { __typename, id } = value;
      return { __typename, id } as Value;
    }
    const parts = Object.entries(value).map(([name, part]) => [name, this.withoutOlder(part)]);
    return Object.fromEntries(parts);
  }

  #isOlderThanTold(value: Versioned): boolean {
    const told = this.#known.get(value.id);
    const isRanked = value.version !== undefined || value.updatedAt !== undefined;
    return isRanked && isOlder(value, told);
  }
}

/** A batch without events, with which the cache takes the mends. */
export function nothingNew(feed: Operation, cursor: string) {
  const events = { __typename: "EventBatch", cursor, reset: null, events: [] };
  return makeResult(feed, { data: { events }, hasNext: true });
}

/** What of an answer the events since have made older than they are. */
export function needs(answer: unknown, batches: FeedBatch[]): Mend[] {
  if (!answer || batches.length === 0) {
    return [];
  }
  const known = new Map<string, Known>();
  for (const event of batches.flatMap((batch) => batch.events)) {
    visit(event, (value: Versioned) => {
      const before = known.get(value.id)?.value;
      if (canBeMended(value.__typename) && isWhole(event, value) && !isOlder(value, before)) {
        known.set(value.id, { entity: value, value });
      }
    });
    const told = Object.values(event).some((value) => typeof value === "object" && isEntity(value));
    if (event.subjectId && !told && isAboutOne(event)) {
      known.set(event.subjectId, { entity: entityOfId(event.subjectId), value: undefined });
    }
  }
  const found = new Map<string, Mend>();
  visit(answer, (seen: Versioned) => {
    const one = known.get(seen.id);
    if (one && !one.value) {
      found.set(seen.id, { kind: "gone", entity: one.entity });
    } else if (one?.value && isOlder(seen, one.value)) {
      found.set(seen.id, { kind: "write", entity: one.value });
    }
  });
  return [...found.values()];
}

/** Events that bring what they are about, or tell that it is gone by not bringing it. */
const BRINGING = ["ChatEvent", "MessageEvent", "NoteEvent", "ContactEvent", "LabelEvent"];

const isAboutOne = (event: { __typename: string }) => BRINGING.includes(event.__typename);

/** The feed's own parts are whole; what merely hangs on them (an operator's name) is not. */
function isWhole(event: object, value: Versioned): boolean {
  const own = Object.values(event);
  const isOwn = own.includes(value);
  const isChatOfOwn = own.some((one) => one && typeof one === "object" && one.chat === value);
  return isOwn || (isChatOfOwn && value.__typename === "Chat" && value.version !== undefined);
}

function isOlder(value: Versioned, other: Versioned | undefined): boolean {
  if (!other) {
    return false;
  }
  if (value.version !== undefined && other.version !== undefined) {
    return value.version < other.version;
  }
  if (value.updatedAt !== undefined && other.updatedAt !== undefined) {
    return Date.parse(value.updatedAt) < Date.parse(other.updatedAt);
  }
  // An answer that tells no version may be older; where it is not, a further event says so.
  return value.version === undefined && value.updatedAt === undefined;
}
