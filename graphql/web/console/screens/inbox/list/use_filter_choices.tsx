/** What can be filtered by: each filter's name, and its values with what they are called. */
import { useLingui } from "@lingui/react/macro";
import { type ReactNode, useMemo } from "react";
import type { ChatPriority, ChatStatus } from "../../../../client/operator/graphql";
import { ChannelIcon, useLanguageChoices, usePriorityText, useStatusText } from "../../../chat";
import { Avatar } from "../../../parts/avatar";
import { LabelDot } from "../../../parts/label";
import { Priority } from "../../../parts/priority";
import type { FilterName } from "../place";
import { useInbox } from "../use_inbox";

export interface FilterChoice {
  name: FilterName;
  title: string;
  values: readonly { id: string; text: string; mark?: ReactNode }[];
}

export function useFilterChoices(): readonly FilterChoice[] {
  const { t } = useLingui();
  const { choices } = useInbox();
  const statuses = useStatusText();
  const priorities = usePriorityText();
  const languages = useLanguageChoices();
  return useMemo(() => {
    return [
      {
        name: "label",
        title: t`Label`,
        values: choices.labels.map(({ id, name, color }) => ({
          id,
          text: name,
          mark: <LabelDot color={color} />,
        })),
      },
      {
        name: "priority",
        title: t`Priority`,
        values: (["URGENT", "HIGH", "NORMAL", "LOW"] satisfies ChatPriority[]).map((id) => ({
          id,
          text: priorities[id],
          mark: <Priority of={id} />,
        })),
      },
      {
        name: "team",
        title: t`Team`,
        values: choices.teams.map(({ id, name }) => ({ id, text: name })),
      },
      {
        name: "operator",
        title: t`Operator`,
        values: choices.operators.map(({ id, name }) => ({
          id,
          text: name,
          mark: <Avatar id={id} name={name} size="small" />,
        })),
      },
      {
        name: "channel",
        title: t`Channel`,
        values: choices.channels.map(({ id, name, plugin }) => ({
          id,
          text: name,
          mark: <ChannelIcon plugin={plugin} />,
        })),
      },
      {
        name: "role",
        title: t`Customer's role`,
        values: choices.contactRoles.map(({ key, name }) => ({ id: key, text: name })),
      },
      {
        name: "status",
        title: t`Status`,
        values: (Object.keys(statuses) as ChatStatus[]).map((id) => ({ id, text: statuses[id] })),
      },
      {
        name: "language",
        title: t`Customer's language`,
        values: languages,
      },
    ];
  }, [t, choices, statuses, priorities, languages]);
}
