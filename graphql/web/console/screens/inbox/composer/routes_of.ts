/** By which of the customer's addresses one can answer: those that the chat is talked in, then all others of theirs. Pure. */
import type { ChatNowQuery } from "../../../../client/operator/graphql";

type ChatNow = NonNullable<ChatNowQuery["chat"]>;

export type Route = Pick<
  ChatNow["routes"][number],
  "identityId" | "isHome" | "channel" | "identity"
>;

export function routesOf({ routes, contact }: Pick<ChatNow, "routes" | "contact">): Route[] {
  const known = new Set(routes.map(({ identityId }) => identityId));
  const others = (contact.identities ?? []).flatMap((identity) =>
    identity.channel && identity.isReachable && !known.has(identity.id)
      ? [{ identityId: identity.id, isHome: false, channel: identity.channel, identity }]
      : [],
  );
  return [...routes, ...others];
}
