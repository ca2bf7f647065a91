/** What can be filtered by: each filter's name, and its values with what they are called. */
import { useLingui } from "@lingui/react/macro";
import { type ReactNode, useMemo } from "react";
import type { ChatPriority, ChatStatus } from "../../../../client/operator/graphql";
import { ChannelIcon, usePriorityText, useStatusText } from "../../../chat";
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

/** The languages that most customers write in; the address takes any. */
const LANGUAGES = ["ar", "de", "en", "es", "fr", "it", "ja", "pl", "pt", "ru", "tr", "uk", "zh"];

export function useFilterChoices(): readonly FilterChoice[] {
  const { t, i18n } = useLingui();
  const { choices } = useInbox();
  const statuses = useStatusText();
  const priorities = usePriorityText();
  return useMemo(() => {
    const languages = new Intl.DisplayNames(i18n.locale, { type: "language" });
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
        values: LANGUAGES.map((id) => ({ id, text: languages.of(id) ?? id })),
      },
    ];
  }, [t, i18n.locale, choices, statuses, priorities]);
}
