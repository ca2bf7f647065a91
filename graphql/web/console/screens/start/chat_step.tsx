/** The web chat: on which site it stands, and its colour. One that is there already is kept. */
import { Trans, useLingui } from "@lingui/react/macro";
import { useState } from "react";
import { useMutation } from "urql";
import { Button } from "../../parts/button";
import { TextField } from "../../parts/text_field";
import { Form } from "../../session";
import { problemOf } from "../../shell";
import { ColourField, originOf, USUAL } from "../channel";
import styles from "./chat_step.module.css";
import { START_CHANNEL } from "./documents";

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
        <h1 className={styles.title}>{t`Web chat`}</h1>
        <p className={styles.lead}>
          <Trans>
            The web chat <bdi>{web.name}</bdi> is there.
          </Trans>
        </p>
        <Button tone="primary" onPress={onDone}>
          <Trans>Next</Trans>
        </Button>
      </>
    );
  }
  return (
    <>
      <h1 className={styles.title}>{t`Web chat`}</h1>
      <p className={styles.lead}>{t`Where do your customers write to you?`}</p>
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
        <TextField
          label={t`Your site`}
          help={t`The chat can be shown on its pages.`}
          type="url"
          placeholder={t`https://shop.example.com`}
          isFirst
          value={site}
          error={problem}
          onChange={setSite}
        />
        <ColourField value={accent} error={undefined} onChange={setAccent} />
      </Form>
    </>
  );
}
