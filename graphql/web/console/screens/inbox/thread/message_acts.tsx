/** What can be done with a message: beside it under the pointer or the focus, in a menu with all of it. */
import { useLingui } from "@lingui/react/macro";
import { Copy, Ellipsis, EyeOff, Pencil, Reply, SmilePlus, Trash2 } from "lucide-react";
import type { ShownMessageFragment } from "../../../../client/operator/graphql";
import { IconButton } from "../../../parts/icon_button";
import { Menu } from "../../../parts/menu";
import { tell } from "../../../parts/toast_queue";
import { useDo, useToasts } from "../../../shell";
import { CHAT_MARK_UNREAD } from "../acts/chat_documents";
import { MESSAGE_DELETE, MESSAGE_REACT } from "../acts/message_documents";
import type { ChatNow, OpenedChat } from "../chat/use_open_chat";
import { useInbox } from "../use_inbox";
import styles from "./message_acts.module.css";

interface MessageActsProps {
  message: ShownMessageFragment;
  chat: OpenedChat;
  now: ChatNow | undefined;
  isMine: boolean;
  onQuote: () => void;
  onEdit: () => void;
}

const EMOJIS = ["👍", "❤️", "😄", "🎉", "🙏", "👀"];

export function MessageActs({ message, chat, now, isMine, onQuote, onEdit }: MessageActsProps) {
  const { t } = useLingui();
  const { go } = useInbox();
  const toasts = useToasts();
  const run = useDo();
  const can = chat.channel.capabilities;
  const mayReply = now?.viewerCan.includes("REPLY") ?? false;
  const { id, body, version } = message;
  const acts = [
    ...(mayReply && can?.canQuote
      ? [{ id: "quote", text: t`Quote`, icon: Reply, onAction: onQuote }]
      : []),
    ...(body === ""
      ? []
      : [
          {
            id: "copy",
            text: t`Copy`,
            icon: Copy,
            onAction: () => {
              navigator.clipboard.writeText(body).then(() => tell(toasts, { text: t`Copied.` }));
            },
          },
        ]),
    {
      id: "unread",
      text: t`Mark the chat as unread`,
      icon: EyeOff,
      onAction: async () => {
        if (await run(CHAT_MARK_UNREAD, { chatId: chat.id })) {
          go({ chat: undefined, message: undefined });
        }
      },
    },
  ];
  const own = [
    ...(isMine && can?.canEdit
      ? [{ id: "edit", text: t`Edit`, icon: Pencil, onAction: onEdit }]
      : []),
    ...(isMine && can?.canDelete
      ? [
          {
            id: "delete",
            text: t`Delete`,
            icon: Trash2,
            isDangerous: true,
            onAction: () => {
              run(MESSAGE_DELETE, { messageId: id, expectedVersion: version });
            },
          },
        ]
      : []),
  ];
  return (
    <span className={styles.acts}>
      {can?.canReact && mayReply ? (
        <Menu
          label={t`React`}
          placement="top start"
          trigger={<IconButton icon={SmilePlus} label={t`React`} />}
          sections={[
            EMOJIS.map((emoji) => ({
              id: emoji,
              text: emoji,
              onAction: () => {
                run(MESSAGE_REACT, { messageId: id, emoji });
              },
            })),
          ]}
        />
      ) : null}
      <Menu
        label={t`The message`}
        placement="bottom end"
        trigger={<IconButton icon={Ellipsis} label={t`What to do with the message`} />}
        sections={[acts, own].filter((section) => section.length > 0)}
      />
    </span>
  );
}
