/** The one GraphQL client of the console. What the server holds is in its cache and nowhere else. */
import { Client, fetchExchange } from "@urql/core";
import { cacheExchange } from "@urql/exchange-graphcache";
import { EMBEDDED } from "../../client/operator/embedded";

/** Without this header the server takes no request that a foreign page could have sent. */
const CSRF_HEADER = { "x-switchboard-csrf": "1" };

export function createClient(): Client {
  return new Client({
    url: "/graphql",
    preferGetMethod: false,
    exchanges: [
      cacheExchange({ keys: Object.fromEntries(EMBEDDED.map((name) => [name, () => null])) }),
      fetchExchange,
    ],
    fetchOptions: { headers: CSRF_HEADER },
  });
}
