import { createRequest } from "@urql/core";
import { describe, expect, it } from "vitest";
import { ROW } from "./documents";

/** As the server numbers what comes in a row. */
const ids = Array.from(
  { length: 20_000 },
  (_, place) => `chat_${(40_000_000_000 + place * 3).toString(32)}`,
);
const keyOf = (id: string) => createRequest(ROW, { id }).key;

describe("requests", () => {
  it("for neighbouring ids are apart", () => {
    expect(new Set(ids.map(keyOf)).size).toBe(ids.length);
  });

  it("for the same are the same", () => {
    expect(keyOf("chat_1")).toBe(keyOf("chat_1"));
    expect(keyOf("chat_2")).not.toBe(keyOf("chat_1"));
  });
});
