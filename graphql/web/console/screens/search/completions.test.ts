import { describe, expect, it } from "vitest";
import { OPERATORS, readTyped } from "../../search";
import { completions } from "./completions";

const none = Object.fromEntries(OPERATORS.map((name) => [name, []]));
const values = {
  ...none,
  label: [
    { value: "late payment", text: "late payment" },
    { value: "payout", text: "payout" },
    { value: "refund", text: "refund" },
  ],
  status: [{ value: "awaiting_response", text: "Awaits the customer" }],
} as unknown as Parameters<typeof completions>[1];

const ids = (text: string) => completions(readTyped(text), values).map(({ id }) => id);

describe("what can be completed", () => {
  it("is an operator by the beginning of its name", () => {
    expect(ids("refund la")).toEqual(["label:", "lang:"]);
  });

  it("is what stands behind an operator, by any of its words", () => {
    expect(ids("label:pay")).toEqual(["label:late payment", "label:payout"]);
    expect(ids("status:cust")).toEqual(["status:awaiting_response"]);
    expect(ids("label:")).toHaveLength(3);
  });

  it("becomes a condition, and leaves what was typed before", () => {
    const [first] = completions(readTyped("refund -label:late"), values);
    expect(first?.query).toEqual({
      conditions: [{ name: "label", value: "late payment", isExcluded: true }],
      words: "refund ",
    });
  });

  it("is nothing behind a word", () => {
    expect(ids("refund ")).toEqual([]);
  });
});
