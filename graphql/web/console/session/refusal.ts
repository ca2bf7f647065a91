/** Why somebody does not come in, in the reader's words; what the server says itself is in English alone. */
import type { MessageDescriptor } from "@lingui/core";
import { msg } from "@lingui/core/macro";
import type { Answer } from "./requests";

export type Failure = Exclude<Answer<unknown>, { kind: "done" }>;

export function reasonOf(failure: Failure): MessageDescriptor {
  if (failure.kind === "away") {
    return msg`The server does not answer. Check this computer's connection, then try again.`;
  }
  switch (failure.code) {
    case "UNAUTHENTICATED":
      return msg`The address or the password is wrong.`;
    case "SECOND_FACTOR_WRONG":
      return msg`This code is wrong, too old or used already. Wait for the next one of your app.`;
    case "GONE":
      return msg`This took too long. Begin again.`;
    case "UNAVAILABLE":
      return msg`The server cannot let anybody in at the moment. Try again soon.`;
    case "FORBIDDEN":
      return msg`You cannot come in this way. Whoever manages the operators here can change that.`;
    default:
      return msg`The server could not answer. Try again; if it stays so, tell whoever runs it.`;
  }
}
