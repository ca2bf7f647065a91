import { describe, expect, it } from "vitest";
import { oidcAddress, refusalOf } from "./requests";

describe("what a route refuses", () => {
  it("has a code, a sentence and, where one waits, for how long", () => {
    const body = { error: { code: "RATE_LIMITED", message: "later" } };
    const refused = { kind: "refused", code: "RATE_LIMITED", message: "later" };
    expect(refusalOf(body, "90")).toEqual({ ...refused, retryAfterSeconds: 90 });
    expect(refusalOf(body, null)).toEqual({ ...refused, retryAfterSeconds: undefined });
    expect(refusalOf(body, "Wed, 21 Oct 2026 07:28:00 GMT")).toEqual({
      ...refused,
      retryAfterSeconds: undefined,
    });
  });

  it("is no answer of this server where it has another form", () => {
    for (const body of [undefined, null, "<html>", {}, { error: "no" }, { error: { code: 7 } }]) {
      expect(refusalOf(body, null)).toEqual({ kind: "away" });
    }
  });
});

describe("the way to the identity provider", () => {
  it("leads back to where one was", () => {
    expect(oidcAddress("/chats/12?tab=MINE")).toBe(
      "/session/oidc?returnTo=%2Fchats%2F12%3Ftab%3DMINE",
    );
  });
});
