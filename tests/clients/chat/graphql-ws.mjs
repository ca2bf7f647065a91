// npm graphql-ws: everything over one WebSocket.

import { createClient } from "graphql-ws";
import { cuttableSockets } from "./lines.mjs";
import { dataOf, socketUrl } from "./result.mjs";

export function connect({ url, token }) {
  const { CuttableSocket, cut } = cuttableSockets();
  const client = createClient({
    url: socketUrl(url),
    webSocketImpl: CuttableSocket,
    connectionParams: token ? { token } : {},
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
