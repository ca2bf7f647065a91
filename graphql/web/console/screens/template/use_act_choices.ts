/** What a macro can do, in words, and what each act may name. */
import { msg } from "@lingui/core/macro";
import { useLingui } from "@lingui/react/macro";
import { useMemo } from "react";
import { useQuery } from "urql";
import type { ShownTemplateFragment } from "../../../client/operator/graphql";
import { usePriorityText } from "../../chat";
import type { ActName } from "./acts";
import { MACRO_CHOICES } from "./documents";

export const ACT_WORDS = {
  template: msg`Say a template`,
  label: msg`Put on a label`,
  unlabel: msg`Take off a label`,
  operator: msg`Assign to an operator`,
  team: msg`Assign to a team`,
  priority: msg`Set the priority`,
  snooze: msg`Put aside for`,
  close: msg`Close with the reason`,
  archive: msg`Archive`,
  read: msg`Mark as read`,
  unread: msg`Mark as unread`,
} as const satisfies Record<ActName, unknown>;

const HOUR_MS = 3_600_000;

export interface ActChoice {
  id: string;
  text: string;
}

export function useActChoices(
  templates: readonly ShownTemplateFragment[],
): (name: ActName) => readonly ActChoice[] {
  const { t } = useLingui();
  const priorities = usePriorityText();
  const [{ data }] = useQuery({ query: MACRO_CHOICES });
  return useMemo(() => {
    const named = (list: readonly { id: string; name: string }[] | undefined): ActChoice[] =>
      (list ?? []).map(({ id, name }) => ({ id, text: name }));
    const choices: Partial<Record<ActName, readonly ActChoice[]>> = {
      template: templates.map(({ id, title }) => ({ id, text: title })),
      label: named(data?.labels.filter(({ isActive }) => isActive)),
      unlabel: named(data?.labels),
      operator: named(data?.operators.nodes),
      team: named(data?.teams),
      close: named(data?.closeReasons.filter(({ isActive }) => isActive)),
      priority: Object.entries(priorities).map(([id, text]) => ({ id, text })),
      snooze: [
        { id: String(HOUR_MS), text: t`an hour` },
        { id: String(4 * HOUR_MS), text: t`4 hours` },
        { id: String(24 * HOUR_MS), text: t`a day` },
        { id: String(72 * HOUR_MS), text: t`3 days` },
        { id: String(168 * HOUR_MS), text: t`a week` },
      ],
    };
    return (name) => choices[name] ?? [];
  }, [data, templates, t, priorities]);
}
