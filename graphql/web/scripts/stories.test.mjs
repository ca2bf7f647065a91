import { describe, expect, it } from "vitest";
import { told } from "./stories/told.mjs";

/** @param {string} path @param {string} text */
const numbers = (path, text) => [...told([{ path, text }]).keys()];

describe("the numbers of stories", () => {
  it.each([
    ["console/a/a.stories.mjs", "  async f4_a_table({ desk }) {", [4]],
    ["console/a/a.stories.mjs", "  async f38_f84_both({ desk }) {", [38, 84]],
    ["widget/stories/a.mjs", "  f101_axe_by_day: (story) => looked(story),", [101]],
    ["widget/stories/a.mjs", '  "f1_a_visitor_writes",', []],
    ["console/a/a.ts", "  async f4_a_table({ desk }) {", []],
  ])("are those of their names: %s %s", (path, text, found) => {
    expect(numbers(path, text)).toEqual(found);
  });
});
