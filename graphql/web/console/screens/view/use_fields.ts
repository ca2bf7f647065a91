/** What can be asked of chats: each field's name, and its values with what they are called. */
import { msg } from "@lingui/core/macro";
import { useMemo } from "react";
import { useQuery } from "urql";
import { useLanguageChoices, usePriorityText, useStatusText, useWaitingText } from "../../chat";
import type { FieldName } from "./conditions";
import { VIEW_CHOICES } from "./documents";

export const FIELD_WORDS = {
  status: msg`Status`,
  waitingOn: msg`Waits for`,
  priority: msg`Priority`,
  labelIds: msg`Label`,
  teamIds: msg`Team`,
  operatorIds: msg`Operator`,
  channelIds: msg`Channel`,
  contactRoles: msg`Customer's role`,
  languages: msg`Customer's language`,
  closeReasonIds: msg`Close reason`,
  referenceKindIds: msg`Is about`,
  externalIds: msg`Id of what it is about`,
  isMine: msg`Mine`,
  isUnassigned: msg`Nobody's`,
  isUnread: msg`Unread`,
  isSnoozed: msg`Snoozed`,
  isEscalated: msg`Escalated`,
  isExample: msg`Example for colleagues`,
  withinLastMs: msg`Newest message at most`,
  lastMessageFrom: msg`Newest message since`,
  lastMessageTo: msg`Newest message before`,
  createdFrom: msg`Begun since`,
  createdTo: msg`Begun before`,
  closedFrom: msg`Closed since`,
  closedTo: msg`Closed before`,
  attribute: msg`Customer's attribute`,
  chatAttribute: msg`Chat's attribute`,
} as const satisfies Record<FieldName, unknown>;

export interface Choice {
  id: string;
  text: string;
}

export interface Fields {
  choicesOf: (field: FieldName) => readonly Choice[];
  teams: readonly Choice[];
}

export function useFields(): Fields {
  const [{ data }] = useQuery({ query: VIEW_CHOICES });
  const statuses = useStatusText();
  const waiting = useWaitingText();
  const priorities = usePriorityText();
  const languages = useLanguageChoices();
  return useMemo(() => {
    const named = (list: readonly { id: string; name: string }[] | undefined): Choice[] =>
      (list ?? []).map(({ id, name }) => ({ id, text: name }));
    const worded = (words: Readonly<Record<string, string>>): Choice[] =>
      Object.entries(words).map(([id, text]) => ({ id, text }));
    const attributes = (subject: "CONTACT" | "CHAT") =>
      (data?.attributeKinds ?? [])
        .filter((kind) => kind.isFilterable && kind.subject === subject)
        .map(({ key, name }) => ({ id: key, text: name }));
    const choices: Partial<Record<FieldName, readonly Choice[]>> = {
      status: worded(statuses),
      waitingOn: worded(waiting),
      priority: worded(priorities),
      labelIds: named(data?.labels),
      teamIds: named(data?.teams),
      operatorIds: named(data?.operators.nodes),
      channelIds: named(data?.channels),
      contactRoles: (data?.contactRoles ?? []).map(({ key, name }) => ({ id: key, text: name })),
      languages,
      closeReasonIds: named(data?.closeReasons),
      referenceKindIds: named(data?.referenceKinds),
      attribute: attributes("CONTACT"),
      chatAttribute: attributes("CHAT"),
    };
    return { choicesOf: (field) => choices[field] ?? [], teams: named(data?.teams) };
  }, [languages, data, statuses, waiting, priorities]);
}
