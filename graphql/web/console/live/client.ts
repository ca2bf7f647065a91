/** The one GraphQL client of the console. What the server holds is in its cache and nowhere else. */
import { Client, fetchExchange, mapExchange, subscriptionExchange } from "@urql/core";
import type { Connection } from "../../live/connection";
import type { Result } from "../../live/transport";
import { address } from "../address";
import { byHash } from "./by_hash";
import { createCache } from "./cache";
import type { FeedBatch } from "./events";
import type { Mends } from "./mends";
import type { Reads } from "./reads";
import { readsExchange } from "./reads_exchange";
import { replayExchange } from "./replay";
import { Slices } from "./slices";

/** Without this header the server takes no request that a foreign page could have sent. */
export const CSRF_HEADER = { "x-switchboard-csrf": "1" };

/** What a subscription says in its context. */
export interface Subscribing {
  /** The variables that are not those of the first time after a cut. */
  variablesNow?: () => Record<string, unknown>;
  /** The server did not take it; it is tried again later. */
  refused?: () => void;
}

export interface ClientOptions {
  connection: Connection;
  mends: Mends;
  reads: Reads;
  url?: string;
  headers?: Record<string, string>;
  fetch?: typeof fetch;
  /** As it is built, the page sends hashes; in development its documents are not the server's yet. */
  sendsHashes?: boolean;
}

export function createClient(options: ClientOptions): Client {
  const { connection, mends, reads, sendsHashes = import.meta.env.PROD } = options;
  return new Client({
    url: options.url ?? address("/graphql"),
    preferGetMethod: false,
    ...(options.fetch && { fetch: options.fetch }),
    exchanges: [
      mapExchange({
        onError(error) {
          const codes = error.graphQLErrors.map(({ extensions }) => extensions["code"]);
          if (codes.includes("UNAUTHENTICATED")) {
            connection.signOut();
          }
        },
      }),
      createCache(mends),
      replayExchange(mends),
      readsExchange(reads),
      ...(sendsHashes ? [byHash] : []),
      fetchExchange,
      subscriptionExchange({
        forwardSubscription: ({ query, variables, extensions }, { context }) => ({
          subscribe(sink) {
            const slices = new Slices((result) => sink.next(withBatch(result) as never));
            const { variablesNow, refused } = context as Subscribing;
            const unsubscribe = connection.follow({
              operation() {
                slices.drop();
                return {
                  ...(query !== undefined && { query }),
                  ...(extensions && { extensions }),
                  variables: { ...variables, ...variablesNow?.() },
                };
              },
              next: (result) => slices.take(result),
              refused: () => refused?.(),
            });
            return { unsubscribe };
          },
        }),
      }),
    ],
    fetchOptions: { headers: { ...CSRF_HEADER, ...options.headers } },
  });
}

/** For what is asked before it is known whose cache it would be. */
export function bareClient(): Client {
  return new Client({
    url: address("/graphql"),
    preferGetMethod: false,
    exchanges: [...(import.meta.env.PROD ? [byHash] : []), fetchExchange],
    fetchOptions: { headers: CSRF_HEADER },
  });
}

/** The feed reads what the server said, not what acts under way make of it in the cache. */
function withBatch(result: Result): Result {
  const batch = result.data?.["events"] as FeedBatch | undefined;
  return batch ? { ...result, extensions: { ...result.extensions, batch } } : result;
}
