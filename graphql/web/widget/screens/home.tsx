/** What one sees first: who answers, the chat that is under way, and how to begin one. */
import { t } from "@lingui/core/macro";
import { Avatars } from "../parts/avatars";
import { Button } from "../parts/button";
import { Icon } from "../parts/icon";
import { IconButton } from "../parts/icon_button";
import { Hindered } from "./hindered";
import { greetingOf, isOpenNow, statusOf } from "./opening_words";
import { useWidget } from "./use_widget";
import { lengthOf, timeOf } from "./when";

export function Home() {
  const widget = useWidget();
  const { opening, settings, own } = widget;
  const language = widget.language.value;
  const chat = own.chat.value;
  const names = chat && chat.operatorNames.length > 0 ? chat.operatorNames : opening.operatorNames;
  const isStaffed = names.length > 0 && isOpenNow(opening);
  const greeting = greetingOf(opening);
  return (
    <>
      <header class="home-header on-accent">
        <div class="home-bar">
          <Avatars names={names} size="large" />
          {widget.around.isInline() ? null : (
            <IconButton icon="close" label={t`Close`} onPress={widget.around.close} />
          )}
        </div>
        <h2 class="home-title">
          <bdi>{settings.title}</bdi>
        </h2>
        <p class="home-status">
          <span class="home-dot" data-on={isStaffed || undefined} />
          {statusOf(opening, isStaffed, language)}
        </p>
        {isStaffed && opening.replyTimeMs ? (
          <p class="home-reply">{t`Usual reply time: ${lengthOf(opening.replyTimeMs, language)}`}</p>
        ) : null}
      </header>
      <div class="home-body">
        {greeting ? (
          <p class="home-greeting" dir="auto">
            {greeting}
          </p>
        ) : null}
        {chat ? <ChatCard /> : null}
        {widget.hindrance.value ? (
          <div class="home-card">
            <Hindered />
          </div>
        ) : chat ? null : (
          <div class="home-card">
            <p class="home-hint">
              {isStaffed
                ? t`Ask us anything. The answer comes right here.`
                : t`Leave a message: the answer comes here as soon as somebody is back.`}
            </p>
            <Button onPress={() => widget.enter()}>
              {t`Write to us`}
              <Icon name="forward" size={18} />
            </Button>
          </div>
        )}
      </div>
    </>
  );
}

function ChatCard() {
  const widget = useWidget();
  const { own } = widget;
  const last = own.messages.value.at(-1);
  const unread = own.unread.value;
  const text = last?.deletedAt
    ? t`This message was deleted.`
    : last?.body || last?.attachments[0]?.name || "";
  const isMine = last?.author === "ME";
  return (
    <button type="button" class="home-chat" onClick={() => widget.enter()}>
      <span class="home-chat-words">
        <span class="home-chat-head">
          <strong>{own.chat.value?.isOpen ? t`Your chat` : t`Your last chat`}</strong>
          <span class="home-chat-time">
            {last ? timeOf(last.sentAt, widget.language.value) : ""}
          </span>
        </span>
        <span class="home-chat-text" dir="auto">
          {isMine ? t`You: ${text}` : text}
        </span>
      </span>
      {unread > 0 ? (
        <span class="home-chat-unread">{unread > 9 ? "9+" : unread}</span>
      ) : (
        <Icon name="forward" />
      )}
    </button>
  );
}
