import { describe, expect, it } from "vitest";
import { paneCount } from "./pane_count";

describe("the panes of a page", () => {
  it.each([
    [320, 1],
    [599, 1],
    [600, 2],
    [959, 2],
    [960, 3],
    [1_279, 3],
    [1_280, 4],
  ])("%d px wide are %d", (width, count) => {
    expect(paneCount(width)).toBe(count);
  });
});
