/** What the operators of the search are called, and what can stand behind each. */
import { useLingui } from "@lingui/react/macro";
import { type ReactNode, useMemo } from "react";
import { useQuery } from "urql";
import type { ChatPriority, ChatStatus } from "../../../client/operator/graphql";
import { ChannelIcon, useLanguageChoices, usePriorityText, useStatusText } from "../../chat";
import { Avatar } from "../../parts/avatar";
import { LabelDot } from "../../parts/label";
import { Priority } from "../../parts/priority";
import { useNow } from "../../parts/use_now";
import type { Condition, Operator } from "../../search";
import { SEARCH_CHOICES } from "./documents";

export interface Choice {
  value: string;
  text: string;
  mark?: ReactNode;
}

export interface Choices {
  titles: Readonly<Record<Operator, string>>;
  values: Readonly<Record<Operator, readonly Choice[]>>;
  /** A condition in words. */
  say: (condition: Condition) => string;
  isKnown: boolean;
}

export function useChoices(): Choices {
  const { t, i18n } = useLingui();
  const [{ data }] = useQuery({ query: SEARCH_CHOICES });
  const statuses = useStatusText();
  const priorities = usePriorityText();
  const languages = useLanguageChoices();
  const today = useNow((now) => dayOf(now));
  return useMemo(() => {
    const titles = {
      from: t`Written by`,
      operator: t`Operator`,
      channel: t`Channel`,
      status: t`Status`,
      label: t`Label`,
      role: t`Role`,
      lang: t`Language`,
      priority: t`Priority`,
      ref: t`Reference`,
      has: t`With`,
      before: t`Before`,
      after: t`Since`,
    };
    const day = (value: string) =>
      i18n.date(`${value}T12:00`, { day: "numeric", month: "short", year: "numeric" });
    const ago = (days: number) => {
      const value = dayOf(Date.parse(`${today}T12:00`) - days * 86_400_000);
      return { value, text: day(value) };
    };
    const days = [0, 1, 7, 30, 90].map(ago);
    const values: Record<Operator, readonly Choice[]> = {
      from: [
        { value: "customer", text: t`the customer` },
        { value: "operator", text: t`a colleague` },
      ],
      operator: (data?.operators.nodes ?? []).map(({ id, name }) => ({
        value: name,
        text: name,
        mark: <Avatar id={id} name={name} size="small" />,
      })),
      channel: (data?.channels ?? []).map(({ name, plugin }) => ({
        value: name,
        text: name,
        mark: <ChannelIcon plugin={plugin} />,
      })),
      status: (Object.keys(statuses) as ChatStatus[]).map((status) => ({
        value: status.toLowerCase(),
        text: statuses[status],
      })),
      label: (data?.labels ?? []).map(({ name, color }) => ({
        value: name,
        text: name,
        mark: <LabelDot color={color} />,
      })),
      role: (data?.contactRoles ?? []).map(({ key, name, color }) => ({
        value: key,
        text: name,
        mark: <LabelDot color={color} />,
      })),
      lang: languages.map(({ id, text }) => ({ value: id, text })),
      priority: (["URGENT", "HIGH", "NORMAL", "LOW"] satisfies ChatPriority[]).map((priority) => ({
        value: priority.toLowerCase(),
        text: priorities[priority],
        mark: <Priority of={priority} />,
      })),
      ref: [],
      has: [
        { value: "attachment", text: t`a file` },
        { value: "quote", text: t`a quote` },
      ],
      before: days,
      after: days,
    };
    const isDay = /^\d{4}-\d\d-\d\d$/;
    return {
      titles,
      values,
      say: ({ name, value, isExcluded }) => {
        const known = values[name].find((one) => one.value.toLowerCase() === value.toLowerCase());
        const title = titles[name];
        const text = known?.text ?? (isDay.test(value) ? day(value) : value);
        return isExcluded ? t`${title}: not ${text}` : `${title}: ${text}`;
      },
      isKnown: data !== undefined,
    };
  }, [languages, t, i18n, data, statuses, priorities, today]);
}

/** The reader's day. */
function dayOf(now: number): string {
  const day = new Date(now);
  const two = (number: number) => String(number).padStart(2, "0");
  return `${day.getFullYear()}-${two(day.getMonth() + 1)}-${two(day.getDate())}`;
}
