/** The first line of every source says what the file is for. */
import { each } from "./source.mjs";

/** @type {import("../rules.mjs").Rule} */
export const headers = (files) =>
  each(
    files.filter(({ path }) => /\.(tsx?|mjs)$/.test(path) && !/\.(test|gallery)\.\w+$/.test(path)),
    ({ text }, found) => {
      if (!/^\/\*\*\s+(\*\s+)?\S+ \S+ \S+/.test(text)) {
        found(1, "begins with no comment that says what it is for");
      }
    },
  );
