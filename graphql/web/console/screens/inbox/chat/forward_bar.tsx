/** That the chat is offered: to me, with what I can answer; or to somebody else, who has not taken it yet. */
import { useLingui } from "@lingui/react/macro";
import { useState } from "react";
import { Banner } from "../../../parts/banner";
import { Button } from "../../../parts/button";
import { Popover } from "../../../parts/popover";
import { TextArea } from "../../../parts/text_area";
import { useDo } from "../../../shell";
import {
  CHAT_CANCEL_FORWARD,
  CHAT_DECLINE_FORWARD,
  CHAT_TAKE_FORWARD,
} from "../acts/chat_documents";
import { useInbox } from "../use_inbox";
import type { ChatNow, OpenedChat } from "./use_open_chat";

interface ForwardBarProps {
  chat: OpenedChat;
  forward: NonNullable<ChatNow["forward"]>;
}

export function ForwardBar({ chat, forward }: ForwardBarProps) {
  const { t } = useLingui();
  const { me } = useInbox();
  const run = useDo();
  const [comment, setComment] = useState("");
  const { fromOperator, toOperator, toTeam, note } = forward;
  // A chat that was nobody's is offered all the same: whose words go with it has offered it.
  const offerer = note?.operator ?? fromOperator;
  const from = offerer?.name ?? t`Switchboard`;
  const to = toOperator?.name ?? toTeam?.name ?? "";
  const isFromMe = offerer?.id === me.id;
  const isToMe = toOperator ? toOperator.id === me.id : !isFromMe;
  const input = { chatId: chat.id };
  if (!isToMe) {
    return (
      <Banner
        tone="info"
        actions={
          isFromMe ? (
            <Button onPress={() => run(CHAT_CANCEL_FORWARD, input)}>{t`Take it back`}</Button>
          ) : null
        }
      >
        {t`${from} has offered it to ${to}, who has not taken it yet.`}
      </Banner>
    );
  }
  return (
    <Banner
      tone="waiting"
      actions={
        <>
          <Button tone="primary" onPress={() => run(CHAT_TAKE_FORWARD, input)}>
            {t`Take it`}
          </Button>
          <Popover
            title={t`Decline the offer`}
            placement="bottom end"
            trigger={<Button>{t`Decline …`}</Button>}
          >
            {(close) => (
              <>
                <TextArea
                  label={t`Why`}
                  help={t`Only your team sees it.`}
                  value={comment}
                  onChange={setComment}
                  isRequired
                />
                <Button
                  tone="primary"
                  isDisabled={comment.trim() === ""}
                  onPress={async () => {
                    if (await run(CHAT_DECLINE_FORWARD, { ...input, comment })) {
                      close();
                    }
                  }}
                >
                  {t`Decline`}
                </Button>
              </>
            )}
          </Popover>
        </>
      }
    >
      {t`${from} offers it to ${toTeam ? to : t`you`}.`} {note?.body}
    </Banner>
  );
}
