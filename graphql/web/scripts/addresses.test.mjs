import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { ADDRESSES, patternsIn } from "./addresses.mjs";

describe("the addresses of the pictures", () => {
  it("are those of the console", () => {
    const routes = readFileSync(new URL("../console/routes.tsx", import.meta.url), "utf8");
    const patterns = patternsIn(routes);
    expect(patterns).not.toHaveLength(0);
    expect(ADDRESSES.map(({ pattern }) => pattern).sort()).toEqual([...patterns].sort());
  });

  it("have names of their own", () => {
    const names = ADDRESSES.flatMap(({ visits }) => visits.map(({ name }) => name));
    expect(new Set(names).size).toBe(names.length);
  });
});
