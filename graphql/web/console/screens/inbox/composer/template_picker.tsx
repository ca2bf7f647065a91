/** The desk's templates, found by title, shortcut and text; the chosen one is filled in by the server. Macros stand below. */
import { useLingui } from "@lingui/react/macro";
import { MessageSquareText, Zap } from "lucide-react";
import { useClient } from "urql";
import type { InboxTemplatesQuery } from "../../../../client/operator/graphql";
import { Picker } from "../../../parts/picker";
import { tell } from "../../../parts/toast_queue";
import { useDo, useToasts } from "../../../shell";
import type { OpenedChat } from "../chat/use_open_chat";
import { MACRO_RUN, TEMPLATE_RENDER } from "./composer_documents";

interface TemplatePickerProps {
  chat: OpenedChat;
  library: InboxTemplatesQuery | undefined;
  isOpen: boolean;
  onClose: () => void;
  onInsert: (text: string, templateId: string) => void;
}

export function TemplatePicker({ chat, library, isOpen, onClose, onInsert }: TemplatePickerProps) {
  const { t, i18n } = useLingui();
  const toasts = useToasts();
  const client = useClient();
  const run = useDo();
  const language = chat.contact.locale?.split(/[-_]/)[0];
  const choose = async (option: string) => {
    const [kind, id = "", locale = chat.contact.locale] = option.split(" ");
    if (kind === "macro") {
      if (await run(MACRO_RUN, { chatId: chat.id, macroId: id })) {
        tell(toasts, { text: t`Done.` });
      }
      return;
    }
    const { data } = await client
      .query(
        TEMPLATE_RENDER,
        { chatId: chat.id, templateId: id, locale },
        { requestPolicy: "network-only" },
      )
      .toPromise();
    const rendered = data?.templateRender;
    if (!rendered) {
      tell(toasts, { text: t`The template could not be read.`, tone: "danger" });
      return;
    }
    onInsert(rendered.body, id);
    if (rendered.missing.length > 0) {
      tell(toasts, {
        text: t`Not known of this customer: ${rendered.missing.join(", ")}`,
        tone: "info",
      });
    }
  };
  const templates = library?.templates ?? [];
  const macros = library?.macros ?? [];
  const names = new Intl.DisplayNames(i18n.locale, { type: "language" });
  return (
    <Picker
      title={t`Templates`}
      placeholder={t`Find a template`}
      sections={[
        {
          id: "templates",
          title: t`Templates`,
          options: templates.flatMap(({ id, title, shortcut, texts, defaultLocale }) => {
            const first =
              texts.find(({ locale }) => locale === language) ??
              texts.find(({ locale }) => locale === defaultLocale) ??
              texts[0];
            const others = texts.filter((text) => text !== first);
            return [...(first ? [first] : []), ...others].map(({ locale, body }) => ({
              id: `template ${id} ${locale}`,
              text: others.length > 0 ? `${title} · ${names.of(locale) ?? locale}` : title,
              help: body,
              alias: `/${shortcut}`,
              icon: MessageSquareText,
            }));
          }),
        },
        {
          id: "macros",
          title: t`Macros`,
          options: macros.map(({ id, title }) => ({ id: `macro ${id}`, text: title, icon: Zap })),
        },
      ].filter(({ options }) => options.length > 0)}
      isOpen={isOpen}
      onClose={onClose}
      onChoose={choose}
    />
  );
}
