/** Makes a solved chat an example for the team, or writes again what it is an example of. */
import { useLingui } from "@lingui/react/macro";
import { useState } from "react";
import { useQuery } from "urql";
import { Banner } from "../../../parts/banner";
import { Button } from "../../../parts/button";
import { Dialog } from "../../../parts/dialog";
import { Problem } from "../../../parts/problem";
import { Skeleton } from "../../../parts/skeleton";
import { TextArea } from "../../../parts/text_area";
import { TextField } from "../../../parts/text_field";
import { tell } from "../../../parts/toast_queue";
import { problemOf, useSubmit, useToasts } from "../../../shell";
import type { AskedPartProps } from "./asked";
import { CHAT_SET_EXAMPLE } from "./chat_documents";
import { EXAMPLE } from "./example_documents";

export function ExampleDialog(props: AskedPartProps) {
  const { t, i18n } = useLingui();
  const { chat, isOpen, onClose } = props;
  const [{ data, error }, read] = useQuery({
    query: EXAMPLE,
    variables: { id: chat.id },
    pause: chat.example === null,
    requestPolicy: "network-only",
  });
  const known = data?.chat?.example;
  if (chat.example === null || known) {
    return <ExampleForm {...props} known={known ?? undefined} />;
  }
  return (
    <Dialog title={t`Change the example`} isOpen={isOpen} onClose={onClose}>
      {error ? (
        <Problem
          message={i18n._(problemOf(error))}
          onRetry={() => read({ requestPolicy: "network-only" })}
        />
      ) : (
        <Skeleton of="text" count={4} />
      )}
    </Dialog>
  );
}

interface ExampleFormProps extends AskedPartProps {
  known: { title: string; solution: string } | undefined;
}

function ExampleForm({ chat, isOpen, onClose, known }: ExampleFormProps) {
  const { t } = useLingui();
  const toasts = useToasts();
  const { submit, problems, isPending } = useSubmit();
  // As it was when the form was opened: what comes meanwhile takes nothing that is typed.
  const [isNew] = useState(known === undefined);
  const [title, setTitle] = useState(known?.title ?? chat.subject ?? "");
  const [solution, setSolution] = useState(known?.solution ?? "");
  const { id: chatId, number } = chat;
  const save = async () => {
    if (await submit(CHAT_SET_EXAMPLE, { input: { chatId, title, solution } })) {
      tell(toasts, {
        text: isNew ? t`Chat ${number} is an example now.` : t`The example is changed.`,
      });
      onClose();
    }
  };
  const { title: wrongTitle, solution: wrongSolution, ...others } = problems;
  const [other] = Object.values(others);
  return (
    <Dialog
      title={isNew ? t`Mark chat ${number} as an example` : t`Change the example`}
      isOpen={isOpen}
      onClose={onClose}
      actions={
        <>
          <Button tone="quiet" onPress={onClose}>{t`Cancel`}</Button>
          <Button
            tone="primary"
            isPending={isPending}
            isDisabled={title.trim() === "" || solution.trim() === ""}
            onPress={save}
          >
            {isNew ? t`Mark as example` : t`Save`}
          </Button>
        </>
      }
    >
      {other ? <Banner tone="danger">{other}</Banner> : null}
      <TextField
        label={t`What it is an example of`}
        {...(wrongTitle && { error: wrongTitle })}
        value={title}
        onChange={setTitle}
        isRequired
        isFirst
      />
      <TextArea
        label={t`How it was solved`}
        help={t`Only your team sees it.`}
        {...(wrongSolution && { error: wrongSolution })}
        value={solution}
        onChange={setSolution}
        isRequired
      />
    </Dialog>
  );
}
