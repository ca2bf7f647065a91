/** What stands below the field: what can be put in, by which address it goes, and what sends it. */
import { useLingui } from "@lingui/react/macro";
import { AtSign, Lock, MessageSquareText, Paperclip, SendHorizontal, Smile } from "lucide-react";
import { lazy, Suspense, useState } from "react";
import { Button } from "../../../parts/button";
import { IconButton } from "../../../parts/icon_button";
import { Tooltip } from "../../../parts/tooltip";
import { useInbox } from "../use_inbox";
import styles from "./composer_foot.module.css";
import { RouteMenu, type RouteMenuProps } from "./route_menu";
import type { Files } from "./use_files";

const EmojiPicker = lazy(() =>
  import("./emoji_picker").then(({ EmojiPicker }) => ({ default: EmojiPicker })),
);

interface ComposerFootProps extends RouteMenuProps {
  isNote: boolean;
  canSend: boolean;
  /** How many characters there are too many. */
  over: number;
  files: Files;
  onMention: () => void;
  onTemplate: () => void;
  onEmoji: (emoji: string) => void;
  onSend: () => void;
}

export function ComposerFoot({
  isNote,
  canSend,
  over,
  files,
  onMention,
  onTemplate,
  onEmoji,
  onSend,
  ...route
}: ComposerFootProps) {
  const { t } = useLingui();
  const { isEnterSending } = useInbox();
  const [isEmojiOpen, setEmojiOpen] = useState(false);
  return (
    <div className={styles.foot}>
      {isNote ? (
        <IconButton icon={AtSign} label={t`Name a colleague`} onPress={onMention} />
      ) : (
        <>
          <IconButton icon={Paperclip} label={t`Attach files`} onPress={files.choose} />
          <IconButton
            icon={MessageSquareText}
            label={t`Insert a template`}
            keys="t"
            onPress={onTemplate}
          />
        </>
      )}
      <IconButton icon={Smile} label={t`Insert an emoji`} onPress={() => setEmojiOpen(true)} />
      {isEmojiOpen ? (
        <Suspense>
          <EmojiPicker onChoose={onEmoji} onClose={() => setEmojiOpen(false)} />
        </Suspense>
      ) : null}
      <input
        ref={files.input}
        className={styles.hidden}
        type="file"
        multiple
        tabIndex={-1}
        aria-label={t`Files to attach`}
        onChange={({ target }) => {
          files.take(target.files);
          target.value = "";
        }}
      />
      {over > 0 ? (
        <span className={styles.over} role="alert">{t`${over} characters too long`}</span>
      ) : null}
      <span className={styles.send}>
        {isNote ? null : <RouteMenu {...route} />}
        <Tooltip
          text={isNote ? t`Add the note` : t`Send`}
          keys={isEnterSending ? "Enter" : "Shift+Enter"}
        >
          <Button
            tone="primary"
            icon={isNote ? Lock : SendHorizontal}
            isDisabled={!canSend}
            onPress={onSend}
          >
            {isNote ? t`Add note` : t`Send`}
          </Button>
        </Tooltip>
      </span>
    </div>
  );
}
