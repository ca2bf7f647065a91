import { CombinedError } from "@urql/core";
import { describe, expect, it } from "vitest";
import { problemOf } from "./problem_of";

const answered = (code: string) =>
  new CombinedError({ graphQLErrors: [{ message: "from the server", extensions: { code } }] });

describe("a failed request", () => {
  it("without an answer is about the connection", () => {
    const error = new CombinedError({ networkError: new Error("Failed to fetch") });
    expect(problemOf(error).message).toContain("connection");
  });

  it("says each of its kinds in its own words, never the server's", () => {
    const told = ["UNAUTHENTICATED", "FORBIDDEN", "RATE_LIMITED", "INTERNAL"].map(
      (code) => problemOf(answered(code)).message,
    );
    expect(new Set(told).size).toBe(4);
    expect(told.join()).not.toContain("from the server");
  });
});
