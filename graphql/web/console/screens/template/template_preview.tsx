/** What a text says to one of the desk's customers, as it is typed. */
import { Trans, useLingui } from "@lingui/react/macro";
import { Eye } from "lucide-react";
import { useState } from "react";
import { useQuery } from "urql";
import { Button } from "../../parts/button";
import { Picker } from "../../parts/picker";
import { PREVIEW_CHATS, TEMPLATE_PREVIEW } from "./documents";
import { fill, isPlain, knownOf } from "./fill";
import styles from "./template_preview.module.css";

interface TemplatePreviewProps {
  body: string;
  locale: string;
  /** The saved one, where what is typed is saved: only the server fills texts with conditions. */
  templateId: string | undefined;
}

export function TemplatePreview({ body, locale, templateId }: TemplatePreviewProps) {
  const { t } = useLingui();
  const [{ data }] = useQuery({ query: PREVIEW_CHATS });
  const [chosen, setChosen] = useState<string>();
  const [isOpen, setOpen] = useState(false);
  const chats = data?.chats.nodes ?? [];
  const chat = chats.find(({ id }) => id === chosen) ?? chats[0];
  const isOwn = isPlain(body);
  const [rendered] = useQuery({
    query: TEMPLATE_PREVIEW,
    variables: { chatId: chat?.id ?? "", templateId: templateId ?? "", locale },
    pause: isOwn || !chat || templateId === undefined,
    requestPolicy: "cache-and-network",
  });
  if (!data || !chat) {
    return null;
  }
  const filled = rendered.data?.templateRender;
  const parts = isOwn
    ? fill(body, knownOf(chat, data.viewer.operator.name))
    : [{ text: filled?.body ?? "", isMissing: false, at: 0 }];
  const isWaiting = !isOwn && templateId === undefined;
  return (
    <section className={styles.preview} aria-label={t`Preview`}>
      <header className={styles.head}>
        <span className={styles.title}>
          <Trans>Preview as</Trans>
        </span>
        <Button tone="quiet" icon={Eye} onPress={() => setOpen(true)}>
          <bdi>{chat.contact.name}</bdi>
        </Button>
      </header>
      {isWaiting ? (
        <p className={styles.hint}>
          <Trans>A text with conditions is shown as soon as it is saved.</Trans>
        </p>
      ) : (
        <p className={styles.bubble} dir="auto" lang={locale}>
          {parts.map(({ text, isMissing, at }) =>
            isMissing ? (
              <mark key={at} className={styles.missing}>
                {text}
              </mark>
            ) : (
              <span key={at}>{text}</span>
            ),
          )}
        </p>
      )}
      {parts.some(({ isMissing }) => isMissing) ? (
        <p className={styles.hint}>
          <Trans>
            What is marked is not known of this customer: whoever replies has to fill it in.
          </Trans>
        </p>
      ) : null}
      <Picker
        title={t`Preview as`}
        placeholder={t`Find a customer`}
        sections={[
          {
            id: "chats",
            options: chats.map(({ id, number, contact }) => ({
              id,
              text: contact.name,
              help: `#${number}`,
            })),
          },
        ]}
        isOpen={isOpen}
        onClose={() => setOpen(false)}
        onChoose={(id) => {
          setOpen(false);
          setChosen(id);
        }}
      />
    </section>
  );
}
