import { describe, expect, it } from "vitest";
import { excerpt } from "./excerpt";

const found = (text: string, ...words: string[]) =>
  words.map((word) => ({ start: text.indexOf(word), length: word.length }));
const shown = (text: string, ...words: string[]) =>
  excerpt(text, found(text, ...words))
    .map(({ text, isFound }) => (isFound ? `[${text}]` : text))
    .join("");

describe("the piece of a text that was found", () => {
  it("marks the ranges in order", () => {
    expect(shown("Where is my refund, the whole refund?", "refund", "Where")).toBe(
      "[Where] is my [refund], the whole refund?",
    );
  });

  it("begins shortly before the first of them, with a whole word", () => {
    const text = `${"many words come first ".repeat(20)}and then a refund comes`;
    expect(shown(text, "refund")).toMatch(/^… [a-z ]{20,50}\[refund\] comes$/);
  });

  it("ends where there is no more room", () => {
    const text = `refund ${"and on it goes ".repeat(40)}`;
    const pieces = excerpt(text, found(text, "refund"));
    expect(pieces.at(-1)?.text).toBe(" …");
    expect(pieces.map((piece) => piece.text).join("").length).toBeLessThan(230);
  });

  it("shows the beginning where nothing is marked", () => {
    expect(shown("One line\nand another")).toBe("One line and another");
  });

  it("passes over what overlaps or lies outside", () => {
    const pieces = excerpt("refund", [
      { start: 0, length: 6 },
      { start: 2, length: 3 },
      { start: 4, length: 99 },
    ]);
    expect(pieces).toEqual([{ text: "refund", start: 0, isFound: true }]);
  });

  it("cuts no letter of two units", () => {
    const text = "😀".repeat(200);
    const cut = excerpt(text, []);
    expect(cut.map((piece) => piece.text).join("")).toMatch(/^(😀)+ …$/u);
  });
});
