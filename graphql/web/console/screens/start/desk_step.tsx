/** What the desk is called, and which language it speaks to whoever has chosen none. */
import { useLingui } from "@lingui/react/macro";
import { useState } from "react";
import { useMutation } from "urql";
import { LANGUAGES, type Language } from "../../../words/language";
import { Select } from "../../parts/select";
import { TextField } from "../../parts/text_field";
import { Form } from "../../session";
import { problemOf } from "../../shell";
import { ownName } from "../../words/spoken";
import { SETTING_UPDATE } from "./documents";
import { StepLead } from "./step_lead";
import { StepTitle } from "./step_title";

interface DeskStepProps {
  server: { deskName?: string | null; defaultLanguage: string };
  onDone: () => void;
}

export function DeskStep({ server, onDone }: DeskStepProps) {
  const { t, i18n } = useLingui();
  const [name, setName] = useState(server.deskName ?? "");
  const [language, setLanguage] = useState(server.deskName ? server.defaultLanguage : i18n.locale);
  const [problem, setProblem] = useState<string>();
  const [{ fetching }, update] = useMutation(SETTING_UPDATE);
  const known = LANGUAGES.some((one) => one === language) ? [] : [language];
  return (
    <>
      <StepTitle>{t`Your desk`}</StepTitle>
      <StepLead>{t`Customers see its name over the chat.`}</StepLead>
      <Form
        submit={t`Next`}
        isPending={fetching}
        onSubmit={async () => {
          if (name.trim() === "") {
            setProblem(t`This is needed.`);
            return;
          }
          const input = { deskName: name.trim(), defaultLanguage: language };
          const { data, error } = await update({ input });
          const refused = data?.settingUpdate.userErrors[0]?.message;
          const text = error ? i18n._(problemOf(error)) : refused;
          setProblem(text);
          if (text === undefined) {
            onDone();
          }
        }}
      >
        <TextField
          label={t`Name of the desk`}
          placeholder={t`Lumen Pay Support`}
          isFirst
          maxLength={100}
          value={name}
          error={problem}
          onChange={setName}
        />
        <Select
          label={t`Language`}
          placeholder={t`Language`}
          value={language}
          options={[...LANGUAGES, ...known].map((id) => ({ id, text: ownName(id as Language) }))}
          onChange={setLanguage}
        />
      </Form>
    </>
  );
}
