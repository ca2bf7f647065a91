// npm @apollo/client without React: requests by HttpLink, subscriptions by its own graphql-ws link,
// results through its normalising cache.

import { ApolloClient, ApolloLink, HttpLink, InMemoryCache, gql } from "@apollo/client/core";
import { GraphQLWsLink } from "@apollo/client/link/subscriptions";
import { OperationTypeNode } from "graphql";
import { createClient as createSocketClient } from "graphql-ws";
import { cuttableSockets } from "./lines.mjs";
import { authorization, dataOf, socketUrl } from "./result.mjs";

export function connect({ url, token }) {
  const { CuttableSocket, cut } = cuttableSockets();
  const socket = createSocketClient({
    url: socketUrl(url),
    webSocketImpl: CuttableSocket,
    connectionParams: token ? { token } : {},
    retryAttempts: 0,
  });
  const client = new ApolloClient({
    cache: new InMemoryCache(),
    link: ApolloLink.split(
      ({ operationType }) => operationType === OperationTypeNode.SUBSCRIPTION,
      new GraphQLWsLink(socket),
      new HttpLink({ uri: url, headers: authorization(token) }),
    ),
  });
  return {
    async request(document, variables) {
      const operation = gql(document);
      const [{ operation: kind }] = operation.definitions;
      if (kind === "mutation") return dataOf(await client.mutate({ mutation: operation, variables }));
      return dataOf(
        await client.query({ query: operation, variables, fetchPolicy: "network-only" }),
      );
    },
    follow(document, variables, sink) {
      const following = client.subscribe({ query: gql(document), variables }).subscribe({
        next: (result) => (result.error ? sink.error(result.error) : sink.next(result.data)),
        error: sink.error,
      });
      return () => following.unsubscribe();
    },
    cut,
    close() {
      client.stop();
      return socket.dispose();
    },
  };
}
