import { describe, expect, it } from "vitest";
import { focusedPlace, placeAfter } from "./list_focus";

describe("a key in a list", () => {
  it.each([
    ["ArrowDown", 3, 4],
    ["ArrowDown", 9, 9],
    ["ArrowUp", 0, 0],
    ["PageDown", 0, 8],
    ["PageUp", 9, 1],
    ["Home", 5, 0],
    ["End", 5, 9],
    ["x", 5, undefined],
  ])("%s at %d leads to %s", (key, place, next) => {
    expect(placeAfter(key, place, 10)).toBe(next);
  });

  it("leads nowhere in an empty one", () => {
    expect(placeAfter("ArrowDown", -1, 0)).toBeUndefined();
  });
});

describe("the focus in a list", () => {
  it.each([
    ["moves with its row", ["c", "a", "b"], "a", 0, 1],
    ["goes to what took the place of its row", ["a", "c"], "b", 1, 1],
    ["goes to the last where nothing did", ["a", "b"], "c", 2, 1],
    ["is nowhere in an empty one", [], "a", 0, -1],
  ])("%s", (_, ids, id, lastPlace, place) => {
    expect(focusedPlace(ids, id, lastPlace)).toBe(place);
  });
});
