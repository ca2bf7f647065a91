// npm graphql-sse: everything over server-sent events, one request an operation.

import { createClient } from "graphql-sse";
import { cuttableFetch } from "./lines.mjs";
import { authorization, dataOf } from "./result.mjs";

export function connect({ url, token }) {
  const { fetchOnLine, cut } = cuttableFetch();
  const client = createClient({
    url,
    headers: authorization(token),
    fetchFn: fetchOnLine,
    retryAttempts: 0,
  });
  return {
    async request(query, variables) {
      for await (const result of client.iterate({ query, variables })) return dataOf(result);
      throw new Error("the operation completed without a result");
    },
    follow(query, variables, sink) {
      return client.subscribe(
        { query, variables },
        { next: (result) => sink.next(dataOf(result)), error: sink.error, complete: () => {} },
      );
    },
    cut,
    close: () => client.dispose(),
  };
}
