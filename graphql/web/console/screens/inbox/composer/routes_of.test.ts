import { describe, expect, it } from "vitest";
import { routesOf } from "./routes_of";

const channel = (id: string) => ({ __typename: "Channel" as const, id, name: id });
const identity = (id: string) => ({
  __typename: "Identity" as const,
  id,
  name: null,
  username: null,
});
const route = (id: string, isHome = false) => ({
  __typename: "ChatRoute" as const,
  identityId: id,
  isHome,
  channel: channel("inbox"),
  identity: identity(id),
});
const address = (id: string, isReachable = true) => ({
  ...identity(id),
  isReachable,
  channel: channel("shop"),
});
const of = (identities: ReturnType<typeof address>[] | null) =>
  routesOf({
    routes: [route("home", true)],
    contact: { __typename: "Contact", id: "ana", identities },
  }).map(({ identityId }) => identityId);

describe("the addresses by which one answers", () => {
  it("has the chat's own before the customer's others, each once", () => {
    expect(of([address("there"), address("home")])).toEqual(["home", "there"]);
  });

  it("leaves out what cannot be reached", () => {
    expect(of([address("gone", false)])).toEqual(["home"]);
  });

  it("is content with the chat's own where the others are not shown", () => {
    expect(of(null)).toEqual(["home"]);
  });
});
