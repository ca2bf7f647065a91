/** Over the chat: back, who answers, and the way out. */
import { t } from "@lingui/core/macro";
import { Avatars } from "../parts/avatars";
import { IconButton } from "../parts/icon_button";
import { useWidget } from "./use_widget";

export function Head() {
  const widget = useWidget();
  const { settings, own, opening, language } = widget;
  const chat = own.chat.value;
  const inChat = chat?.operatorNames ?? [];
  const names = inChat.length > 0 ? inChat : opening.operatorNames;
  const list = new Intl.ListFormat(language.value, { type: "conjunction" }).format(inChat);
  return (
    <header class="head">
      <IconButton
        icon="back"
        label={t`Back`}
        onPress={() => {
          widget.screen.value = "home";
        }}
      />
      <Avatars names={names} />
      <div class="head-words">
        <span class="head-title">
          <bdi>{list || settings.title}</bdi>
        </span>
        <span class="head-status">
          {list
            ? settings.title
            : opening.operatorNames.length > 0
              ? t`We are here for you`
              : t`Nobody is here right now`}
        </span>
      </div>
      {widget.around.isInline() ? null : (
        <IconButton icon="close" label={t`Close`} onPress={widget.around.close} />
      )}
    </header>
  );
}
