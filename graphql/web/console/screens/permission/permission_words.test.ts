import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { PERMISSION_GROUPS } from "./permission_words";

describe("the permissions of a role's page", () => {
  it("are all that the server has, each once", () => {
    const file = fileURLToPath(new URL("../../../../schema/schema.graphql", import.meta.url));
    const [, body = ""] = /^enum Permission \{\n([^}]+)\}/m.exec(readFileSync(file, "utf8")) ?? [];
    const known = [...body.matchAll(/^\t([A-Z_]+)$/gm)].map(([, name]) => name);
    const shown = PERMISSION_GROUPS.flatMap(({ permissions }) => permissions);
    expect(known.length).toBeGreaterThan(30);
    expect(shown.toSorted()).toEqual(known.toSorted());
  });
});
