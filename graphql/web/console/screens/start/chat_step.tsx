/** The web chat: on which site it stands, and its colour. One that is there already is kept. */
import { Trans, useLingui } from "@lingui/react/macro";
import { useState } from "react";
import { useMutation } from "urql";
import { Button } from "../../parts/button";
import { Form } from "../../session";
import { problemOf } from "../../shell";
import { ColourField, originOf, SiteField, USUAL } from "../channel";
import { START_CHANNEL } from "./documents";
import { StepLead } from "./step_lead";
import { StepTitle } from "./step_title";

interface ChatStepProps {
  web: { name: string } | undefined;
  onDone: () => void;
}

export function ChatStep({ web, onDone }: ChatStepProps) {
  const { t, i18n } = useLingui();
  const [site, setSite] = useState("");
  const [accent, setAccent] = useState<string>(USUAL.accent);
  const [problem, setProblem] = useState<string>();
  const [{ fetching }, create] = useMutation(START_CHANNEL);
  if (web) {
    return (
      <>
        <StepTitle>{t`Web chat`}</StepTitle>
        <StepLead>
          <Trans>
            The web chat <bdi>{web.name}</bdi> is there.
          </Trans>
        </StepLead>
        <Button tone="primary" onPress={onDone}>
          <Trans>Next</Trans>
        </Button>
      </>
    );
  }
  return (
    <>
      <StepTitle>{t`Web chat`}</StepTitle>
      <StepLead>{t`Where do your customers write to you?`}</StepLead>
      <Form
        submit={t`Next`}
        isPending={fetching}
        onSubmit={async () => {
          const origin = originOf(site);
          if (!origin) {
            setProblem(t`Write it as https://shop.example.com.`);
            return;
          }
          const { data, error } = await create({
            input: {
              plugin: "web",
              name: new URL(origin).hostname,
              settings: { allowed_origins: [origin], look: { accent } },
            },
          });
          const refused = data?.channelCreate.userErrors[0]?.message;
          const text = error ? i18n._(problemOf(error)) : refused;
          setProblem(text);
          if (text === undefined) {
            onDone();
          }
        }}
      >
        <SiteField isFirst value={site} error={problem} onChange={setSite} />
        <ColourField value={accent} error={undefined} onChange={setAccent} />
      </Form>
    </>
  );
}
