import { describe, expect, it } from "vitest";
import {
  nearest,
  readQuery,
  readTyped,
  typedAtEnd,
  withCondition,
  writeCondition,
  writeQuery,
} from "./query";

const is = (name: string, value: string, isExcluded = false) => ({ name, value, isExcluded });

describe("the language of the search", () => {
  it("tells operators from words", () => {
    expect(readQuery('refund label:"late payment" -status:closed')).toEqual({
      conditions: [is("label", "late payment"), is("status", "closed", true)],
      words: "refund",
    });
  });

  it("leaves phrases, exclusions and other colons as they were typed", () => {
    const text = '"not label:here" -spam https://pay.example label: -"two words"';
    expect(readQuery(text)).toEqual({ conditions: [], words: text });
  });

  it("takes operators in any case", () => {
    expect(readQuery("Status:CLOSED").conditions).toEqual([is("status", "CLOSED")]);
  });

  it("takes an open quote to the end", () => {
    expect(readQuery('channel:"Web shop').conditions).toEqual([is("channel", "Web shop")]);
  });

  it("takes a minus before what has no opposite for a word", () => {
    expect(readQuery("-before:2026-01-31").words).toBe("-before:2026-01-31");
  });

  it("keeps one day, and one author", () => {
    const query = readQuery("before:2026-01-31 from:customer before:2026-02-28 from:operator");
    expect(query.conditions).toEqual([is("before", "2026-02-28"), is("from", "operator")]);
  });

  it.each([
    "refund",
    'label:"late payment" -status:closed refund',
    'operator:ada has:attachment "a phrase" begin*',
  ])("writes %s as it was read", (text) => {
    expect(writeQuery(readQuery(text))).toBe(text);
  });

  it("quotes what has spaces", () => {
    expect(writeCondition({ name: "channel", value: "Web shop", isExcluded: false })).toBe(
      'channel:"Web shop"',
    );
  });

  it("puts nothing in twice", () => {
    const one = { name: "label", value: "a", isExcluded: false } as const;
    expect(withCondition([one], one)).toEqual([one]);
  });
});

describe("what is being typed", () => {
  it("stays among the words until it is done", () => {
    expect(readTyped("refund label:pay")).toEqual({ conditions: [], words: "refund label:pay" });
    expect(readTyped("refund label:pay ").conditions).toEqual([is("label", "pay")]);
    expect(readTyped('label:"late payment"').conditions).toHaveLength(1);
    expect(readTyped('label:"late pay').conditions).toEqual([]);
  });

  it("keeps the space behind a word, which says that it is whole", () => {
    expect(readTyped("refund ").words).toBe("refund ");
    expect(readTyped("label:pay ").words).toBe("");
  });

  it("is an operator's name, or its value", () => {
    expect(typedAtEnd("refund la")).toEqual({
      before: "refund ",
      isExcluded: false,
      name: undefined,
      part: "la",
    });
    expect(typedAtEnd("-label:pay")).toEqual({
      before: "",
      isExcluded: true,
      name: "label",
      part: "pay",
    });
    expect(typedAtEnd('channel:"Web s')).toMatchObject({ name: "channel", part: "Web s" });
  });

  it("is nothing behind a space, in a phrase, or with another colon", () => {
    for (const text of ["refund ", '"refund', "https://a.example", ""]) {
      expect(typedAtEnd(text)).toBeUndefined();
    }
  });
});

describe("the nearest name", () => {
  const names = ["payout", "refund", "late payment"];
  it("is one that few letters part from it", () => {
    expect(nearest("payuot", names)).toBe("payout");
    expect(nearest("Refnd", names)).toBe("refund");
    expect(nearest("late", names)).toBe("late payment");
  });

  it("is none where nothing is like it", () => {
    expect(nearest("urgent", names)).toBeUndefined();
  });
});
