/** What macros do, as the form has it and as the server takes it. Pure. */
import type { IntentInput, ShownMacroFragment } from "../../../client/operator/graphql";

type Stored = NonNullable<ShownMacroFragment["acts"]>[number];

export const ACTS = [
  "template",
  "label",
  "unlabel",
  "operator",
  "team",
  "priority",
  "snooze",
  "close",
  "archive",
  "read",
  "unread",
] as const;
export type ActName = (typeof ACTS)[number];

/** `value` is an id, a priority, or ms; empty where it is still to be chosen, or there is none. */
export interface Act {
  name: ActName;
  value: string;
}

/** Acts without anything to choose. */
export const isBare = (name: ActName): boolean =>
  name === "archive" || name === "read" || name === "unread";

/** One stored act may say two things, whom and which team. Undefined where it says what the form cannot. */
export function readAct(stored: Stored): readonly Act[] | undefined {
  const { templateId, labelId, unlabelId, closeReasonId, priority, snoozeForMs, assign } = stored;
  const named: [ActName, string | number | null][] = [
    ["template", templateId],
    ["label", labelId],
    ["unlabel", unlabelId],
    ["close", closeReasonId],
    ["priority", priority],
    ["snooze", snoozeForMs],
  ];
  for (const [name, value] of named) {
    if (value !== null) {
      return [{ name, value: String(value) }];
    }
  }
  if (assign) {
    const { keepsOperator, keepsTeam, operatorId, teamId } = assign;
    const takesBack = (!keepsOperator && !operatorId) || (!keepsTeam && !teamId);
    return takesBack
      ? undefined
      : [
          ...(operatorId ? [{ name: "operator", value: operatorId } as const] : []),
          ...(teamId ? [{ name: "team", value: teamId } as const] : []),
        ];
  }
  if (stored.isArchived) {
    return [{ name: "archive", value: "" }];
  }
  return stored.isRead === null
    ? undefined
    : [{ name: stored.isRead ? "read" : "unread", value: "" }];
}

export function readActs(stored: readonly Stored[] | null): readonly Act[] | undefined {
  const acts = stored?.map(readAct);
  return acts?.every((act) => act !== undefined) ? acts.flat() : undefined;
}

export function writeAct({ name, value }: Act): IntentInput {
  switch (name) {
    case "template":
      return { templateId: value };
    case "label":
      return { labelId: value };
    case "unlabel":
      return { unlabelId: value };
    case "operator":
      return { assign: { operatorId: value } };
    case "team":
      return { assign: { teamId: value } };
    case "priority":
      return { priority: value as NonNullable<IntentInput["priority"]> };
    case "snooze":
      return { snoozeForMs: Number(value) };
    case "close":
      return { closeReasonId: value };
    case "archive":
      return { isArchived: true };
    case "read":
      return { isRead: true };
    case "unread":
      return { isRead: false };
  }
}
