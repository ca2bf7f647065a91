import { describe, expect, it } from "vitest";
import { toMentions, withMentions } from "./with_mentions";

const range = (kind: "LINK" | "MENTION", start: number, length: number) => ({
  __typename: "TextRange" as const,
  kind,
  start,
  length,
  href: null,
  text: null,
});

describe("a note", () => {
  it("names colleagues, and what follows stays in its place", () => {
    const body = "@[operator_1] see https://x.example and @[operator_2]";
    const shown = withMentions({
      body,
      ranges: [range("MENTION", 0, 13), range("LINK", 18, 17), range("MENTION", 40, 13)],
      mentions: [
        { id: "operator_1", name: "Olha Kovalenko" },
        { id: "operator_2", name: "Bo" },
      ],
    });
    expect(shown.text).toBe("@Olha Kovalenko see https://x.example and @Bo");
    expect(
      shown.ranges.map(({ start, length }) => shown.text.slice(start, start + length)),
    ).toEqual(["@Olha Kovalenko", "https://x.example", "@Bo"]);
  });

  it("is sent with ids, the longer name first", () => {
    const named = new Map([
      ["Bo", "operator_2"],
      ["Bo Berg", "operator_3"],
    ]);
    expect(toMentions("@Bo Berg and @Bo", named)).toBe("@[operator_3] and @[operator_2]");
  });
});
