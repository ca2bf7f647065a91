import { afterEach, describe, expect, it, vi } from "vitest";
import { Memory } from "./memory";
import { personOf, Session } from "./session";

const token = (claims: unknown, signature = "s") =>
  `h.${btoa(JSON.stringify(claims)).replaceAll("+", "-").replaceAll("/", "_")}.${signature}`;

const memory = () =>
  new Memory("site", () => {
    throw new DOMException("denied", "SecurityError");
  });

afterEach(() => vi.unstubAllGlobals());

describe("who the visitor is", () => {
  it("is the same by another token of theirs, and another by somebody else's", () => {
    const first = personOf(token({ sub: "ana", exp: 1 }, "a"));
    expect(personOf(token({ sub: "ana", exp: 2, name: "Ana" }, "b"))).toBe(first);
    expect(personOf(token({ sub: "ben", exp: 1 }))).not.toBe(first);
    expect(personOf("no token")).not.toBe(first);
  });

  it("says nothing of them in what is kept", () => {
    expect(personOf(token({ sub: "ana@example.org" }))).toMatch(/^[0-9a-z]{1,7}$/);
  });

  it("is read from what an earlier visit kept, and from nothing that is damaged", () => {
    const kept = memory();
    kept.set("session", JSON.stringify({ secret: "sbv_1", expiresAt: "", person: personOf("x") }));
    const session = new Session("", "site", kept);
    expect(session.secret.value).toBe("sbv_1");
    expect(session.isOther("x")).toBe(false);
    expect(session.isOther("y")).toBe(true);
    kept.set("session", "{");
    expect(session.read()).toBe(true);
    expect(session.secret.value).toBeUndefined();
  });

  it("is gone from the browser before the desk hears that they leave", async () => {
    const kept = memory();
    kept.set("session", JSON.stringify({ secret: "sbv_1", expiresAt: "" }));
    const session = new Session("", "site", kept);
    const told: unknown[] = [];
    vi.stubGlobal("fetch", (_: string, { headers }: { headers: Record<string, string> }) => {
      told.push([headers["authorization"], kept.names(), session.secret.value]);
      return Promise.reject(new TypeError("no line"));
    });
    await session.end();
    expect(told).toEqual([["Bearer sbv_1", [], undefined]]);
  });

  it("is nobody in particular before the page has said it", () => {
    expect(new Session("", "site", memory()).isOther("x")).toBe(false);
  });
});
