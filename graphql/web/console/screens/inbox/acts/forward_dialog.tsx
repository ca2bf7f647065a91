/** Offers the chat to a colleague or a team, or escalates it, with words that the customer never sees. */
import { useLingui } from "@lingui/react/macro";
import { useState } from "react";
import { Button } from "../../../parts/button";
import { Checkbox } from "../../../parts/checkbox";
import { Combobox } from "../../../parts/combobox";
import { Dialog } from "../../../parts/dialog";
import { TextArea } from "../../../parts/text_area";
import { tell } from "../../../parts/toast_queue";
import { useDo, useToasts } from "../../../shell";
import { useInbox } from "../use_inbox";
import type { AskedPartProps } from "./asked";
import { CHAT_ESCALATE, CHAT_FORWARD } from "./chat_documents";
import { useStatusWord } from "./use_status_word";

interface ForwardDialogProps extends AskedPartProps {
  kind: "forward" | "escalate";
}

export function ForwardDialog({ chat, isOpen, onClose, kind }: ForwardDialogProps) {
  const { t } = useLingui();
  const { choices, me } = useInbox();
  const toasts = useToasts();
  const run = useDo();
  const wordOf = useStatusWord();
  const [to, setTo] = useState<string | null>(null);
  const [comment, setComment] = useState("");
  const [isStaying, setStaying] = useState(false);
  const isForward = kind === "forward";
  const { id: chatId, number, version: expectedVersion } = chat;
  const teams = choices.teams.map(({ id, name }) => ({
    id: `team ${id}`,
    text: name,
    help: t`Team`,
  }));
  const operators = choices.operators
    .filter(({ id }) => id !== me.id)
    .map((one) => ({ id: `operator ${one.id}`, text: one.name, help: wordOf(one) }));
  const isReady = comment.trim() !== "" && (!isForward || to !== null);

  const send = async () => {
    const [what, id] = to?.split(" ") ?? [];
    const common = { chatId, expectedVersion, comment };
    const done = isForward
      ? await run(CHAT_FORWARD, {
          ...common,
          isStaying,
          ...(what === "operator" ? { operatorId: id ?? null } : { teamId: id ?? null }),
        })
      : await run(CHAT_ESCALATE, { ...common, ...(id && { teamId: id }) });
    if (done) {
      const name = [...teams, ...operators].find((one) => one.id === to)?.text ?? "";
      tell(toasts, {
        text: isForward
          ? t`Chat ${number} is offered to ${name}.`
          : t`Chat ${number} is escalated.`,
      });
      onClose();
    }
  };
  return (
    <Dialog
      title={isForward ? t`Forward chat ${number}` : t`Escalate chat ${number}`}
      isOpen={isOpen}
      onClose={onClose}
      actions={
        <>
          <Button tone="quiet" onPress={onClose}>{t`Cancel`}</Button>
          <Button tone="primary" isDisabled={!isReady} onPress={send}>
            {isForward ? t`Forward` : t`Escalate`}
          </Button>
        </>
      }
    >
      <Combobox
        label={isForward ? t`To whom` : t`To which team`}
        {...(!isForward && { help: t`Left empty, it goes where this team's chats go.` })}
        options={isForward ? [...operators, ...teams] : teams}
        value={to}
        onChange={setTo}
        isRequired={isForward}
      />
      <TextArea
        label={t`What they should know`}
        help={t`Only your team sees it.`}
        value={comment}
        onChange={setComment}
        isRequired
      />
      {isForward ? (
        <Checkbox label={t`I stay in the chat`} isSelected={isStaying} onChange={setStaying} />
      ) : null}
    </Dialog>
  );
}
