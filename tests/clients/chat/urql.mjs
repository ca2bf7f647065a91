// npm @urql/core: requests by fetch (queries by GET where they fit into a URL), subscriptions over
// graphql-ws, or over server-sent events with the same fetch exchange.

import { Client, fetchExchange, subscriptionExchange } from "@urql/core";
import { createClient as createSocketClient } from "graphql-ws";
import { cuttableFetch, cuttableSockets } from "./lines.mjs";
import { authorization, dataOf, socketUrl } from "./result.mjs";

function socketExchange(url, token) {
  const { CuttableSocket, cut } = cuttableSockets();
  const socket = createSocketClient({
    url: socketUrl(url),
    webSocketImpl: CuttableSocket,
    connectionParams: token ? { token } : {},
    retryAttempts: 0,
  });
  const exchange = subscriptionExchange({
    forwardSubscription: ({ query, variables }) => ({
      subscribe: (sink) => ({ unsubscribe: socket.subscribe({ query, variables }, sink) }),
    }),
  });
  return { exchange, cut, close: () => socket.dispose() };
}

function open({ url, token }, socket) {
  const { fetchOnLine, cut } = cuttableFetch();
  const client = new Client({
    url,
    fetch: fetchOnLine,
    fetchOptions: { headers: authorization(token) },
    fetchSubscriptions: !socket,
    requestPolicy: "network-only",
    exchanges: socket ? [fetchExchange, socket.exchange] : [fetchExchange],
  });
  const isMutation = (document) => document.trimStart().startsWith("mutation");
  return {
    async request(document, variables) {
      const run = isMutation(document) ? client.mutation : client.query;
      return dataOf(await run.call(client, document, variables).toPromise());
    },
    follow(document, variables, sink) {
      const { unsubscribe } = client.subscription(document, variables).subscribe((result) => {
        if (result.error) sink.error(result.error);
        else sink.next(result.data);
      });
      return unsubscribe;
    },
    cut: socket ? socket.cut : cut,
    close: () => socket?.close(),
  };
}

export function connect(place) {
  return open(place, socketExchange(place.url, place.token));
}

export function connectByFetchAlone(place) {
  return open(place);
}
