/** Gives the chat to an operator or a team, or to nobody. */
import { useLingui } from "@lingui/react/macro";
import { Users, UserX } from "lucide-react";
import { Avatar } from "../../../parts/avatar";
import { Picker } from "../../../parts/picker";
import { useDo } from "../../../shell";
import { useInbox } from "../use_inbox";
import type { AskedPartProps } from "./asked";
import { CHAT_ASSIGN } from "./chat_documents";
import { useStatusWord } from "./use_status_word";

export function AssignPicker({ chat, isOpen, onClose }: AskedPartProps) {
  const { t } = useLingui();
  const { choices, me } = useInbox();
  const run = useDo();
  const wordOf = useStatusWord();
  const { id: chatId, version: expectedVersion, operator, team } = chat;
  const assign = (option: string) => {
    const [kind, id = null] = option.split(" ");
    run(CHAT_ASSIGN, {
      chatId,
      expectedVersion,
      operatorId: kind === "operator" ? id : kind === "nobody" ? null : (operator?.id ?? null),
      teamId: kind === "team" ? id : (team?.id ?? null),
    });
  };
  const operators = [me, ...choices.operators.filter(({ id }) => id !== me.id)];
  return (
    <Picker
      title={t`Assign chat ${chat.number}`}
      placeholder={t`Assign to …`}
      sections={[
        {
          id: "operators",
          title: t`Operators`,
          options: operators.map((one) => ({
            id: `operator ${one.id}`,
            text: one.id === me.id ? t`${one.name} (you)` : one.name,
            help: one.id === operator?.id ? t`has it now` : wordOf(one),
            mark: <Avatar id={one.id} name={one.name} size="small" />,
          })),
        },
        {
          id: "teams",
          title: t`Teams`,
          options: choices.teams.map(({ id, name }) => ({
            id: `team ${id}`,
            text: name,
            icon: Users,
            ...(id === team?.id && { help: t`has it now` }),
          })),
        },
        ...(operator
          ? [{ id: "none", options: [{ id: "nobody", text: t`Nobody`, icon: UserX }] }]
          : []),
      ]}
      isOpen={isOpen}
      onClose={onClose}
      onChoose={assign}
    />
  );
}
