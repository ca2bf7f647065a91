/** A failed request in the reader's words; what the server says itself is for its logs and for developers. */
import type { MessageDescriptor } from "@lingui/core";
import { msg } from "@lingui/core/macro";
import type { CombinedError } from "@urql/core";

export function problemOf(error: CombinedError): MessageDescriptor {
  if (error.networkError) {
    return msg`The server does not answer. Check this computer's connection, then try again.`;
  }
  switch (error.graphQLErrors[0]?.extensions["code"]) {
    case "UNAUTHENTICATED":
      return msg`You are not signed in.`;
    case "PERSISTED_QUERY_NOT_FOUND":
      return msg`This page is of another release than the server. Load it again.`;
    case "RATE_LIMITED":
      return msg`Too many attempts. Wait a little, then try again.`;
    case "FORBIDDEN":
      return msg`You may not see this. Whoever manages the roles here can change that.`;
    default:
      return msg`The server could not answer. Try again; if it stays so, tell whoever runs it.`;
  }
}
