import { describe, expect, it } from "vitest";
import { readActs, writeAct } from "./acts";

const none = {
  __typename: "Intent" as const,
  templateId: null,
  labelId: null,
  unlabelId: null,
  closeReasonId: null,
  priority: null,
  snoozeForMs: null,
  isArchived: null,
  isRead: null,
  assign: null,
};

describe("what a macro does", () => {
  it("is read one by one, an assignment as whom and which team", () => {
    const assign = {
      __typename: "IntentAssignment" as const,
      keepsOperator: false,
      keepsTeam: false,
      operatorId: "o",
      teamId: "t",
    };
    expect(
      readActs([
        { ...none, templateId: "template_1" },
        { ...none, assign },
        { ...none, snoozeForMs: 60_000 },
        { ...none, isRead: false },
      ]),
    ).toEqual([
      { name: "template", value: "template_1" },
      { name: "operator", value: "o" },
      { name: "team", value: "t" },
      { name: "snooze", value: "60000" },
      { name: "unread", value: "" },
    ]);
  });

  it("is not for this form where an assignment is taken back, or a newer server made it", () => {
    const assign = {
      __typename: "IntentAssignment" as const,
      keepsOperator: false,
      keepsTeam: true,
      operatorId: null,
      teamId: null,
    };
    expect(readActs([{ ...none, assign }])).toBeUndefined();
    expect(readActs([none])).toBeUndefined();
    expect(readActs(null)).toBeUndefined();
  });

  it("is written as the server takes it", () => {
    expect(writeAct({ name: "close", value: "r" })).toEqual({ closeReasonId: "r" });
    expect(writeAct({ name: "team", value: "t" })).toEqual({ assign: { teamId: "t" } });
    expect(writeAct({ name: "snooze", value: "60000" })).toEqual({ snoozeForMs: 60_000 });
    expect(writeAct({ name: "archive", value: "" })).toEqual({ isArchived: true });
  });
});
