import { describe, expect, it } from "vitest";
import { fitWidth, LEAST_FILL, widthAfter } from "./pane_widths";

const bounds = { min: 240, max: 480 };

describe("a pane", () => {
  it.each([
    ["is as wide as wanted", 320, 1_000, 320],
    ["is not too narrow", 10, 1_000, 240],
    ["is not too wide", 900, 2_000, 480],
    ["leaves room for its neighbour", 480, LEAST_FILL + 300, 300],
    ["keeps its least where there is no room at all", 480, 100, 240],
  ])("%s", (_, wanted, free, width) => {
    expect(fitWidth(wanted, bounds, free)).toBe(width);
  });

  it.each([
    ["ArrowRight", 336],
    ["ArrowLeft", 304],
    ["Home", 240],
    ["End", 480],
    ["a", undefined],
  ])("is moved by %s", (key, width) => {
    expect(widthAfter(key, 320, bounds, "ArrowRight")).toBe(width);
  });
});
