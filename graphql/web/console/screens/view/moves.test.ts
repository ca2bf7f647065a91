import { describe, expect, it } from "vitest";
import { moved } from "./moves";

const views = [
  { id: "a", position: 0 },
  { id: "b", position: 0 },
  { id: "c", position: 5 },
];

describe("a view that is moved", () => {
  it("changes places with its neighbour, and all get places of their own", () => {
    expect(moved(views, "c", -1)).toEqual([
      { id: "c", position: 1 },
      { id: "b", position: 2 },
    ]);
  });

  it("stays at the ends", () => {
    expect(moved(views, "a", -1)).toEqual([]);
    expect(moved(views, "c", 1)).toEqual([]);
    expect(moved(views, "x", 1)).toEqual([]);
  });
});
