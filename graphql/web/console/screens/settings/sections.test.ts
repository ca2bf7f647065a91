import { describe, expect, it } from "vitest";
import { mayOpen, SECTIONS, sectionAt } from "./sections";

describe("the sections of the settings", () => {
  it("each have an address of their own below the settings", () => {
    const paths = SECTIONS.map(({ path }) => path);
    expect(new Set(paths).size).toBe(paths.length);
    expect(paths.every((path) => /^\/settings\/[a-z-]+$/.test(path))).toBe(true);
  });

  it("are found by what is below them, and by nothing that only begins alike", () => {
    expect(sectionAt("/settings/teams/team_1")?.path).toBe("/settings/teams");
    expect(sectionAt("/settings/teamsters")).toBeUndefined();
    expect(sectionAt("/settings")).toBeUndefined();
  });

  it("open to whoever has one of their permissions, and to everybody where they need none", () => {
    const section = { ...(SECTIONS[0] as (typeof SECTIONS)[number]) };
    const needs = { ...section, permissions: ["LABEL_MANAGE", "AUDIT_READ"] as const };
    expect(mayOpen(needs, new Set(["AUDIT_READ"]))).toBe(true);
    expect(mayOpen(needs, new Set(["CHAT_READ"]))).toBe(false);
    expect(mayOpen({ ...section, permissions: [] }, new Set())).toBe(true);
  });
});
