/** Where operators write: a message or a note, with drafts, files, templates, and a look before it is sent. */
import { useLingui } from "@lingui/react/macro";
import { AtSign, Lock, MessageSquareText, Paperclip, SendHorizontal, X } from "lucide-react";
import {
  type ClipboardEvent,
  type DragEvent,
  type KeyboardEvent,
  type Ref,
  useImperativeHandle,
  useRef,
  useState,
} from "react";
import { useQuery } from "urql";
import { toMentions } from "../../../../text/with_mentions";
import { useLive } from "../../../live/provider";
import { Button } from "../../../parts/button";
import { Icon } from "../../../parts/icon";
import { IconButton } from "../../../parts/icon_button";
import { Tooltip } from "../../../parts/tooltip";
import { useKeys } from "../../../shell";
import type { ChatNow, OpenedChat } from "../chat/use_open_chat";
import { useInbox } from "../use_inbox";
import styles from "./composer.module.css";
import { ComposerBanners } from "./composer_banners";
import { TEMPLATES } from "./composer_documents";
import { ComposerKinds } from "./composer_kinds";
import { sends } from "./enter";
import { MentionPicker } from "./mention_picker";
import { Quoted } from "./quoted";
import { replacedAt } from "./replace";
import { TemplatePicker } from "./template_picker";
import { UploadChip } from "./upload_chip";
import { useDraft } from "./use_draft";
import { useTyping } from "./use_typing";
import { useUploads } from "./use_uploads";

export interface ComposerHandle {
  quote: (messageId: string) => void;
  restore: (body: string) => void;
}

interface ComposerProps {
  chat: OpenedChat;
  now: ChatNow;
  /** The newest message that stood on the screen. */
  seen: string | undefined;
  ref: Ref<ComposerHandle>;
}

/** For so long a reply can be taken back. */
const UNDO_MS = 5_000;

export function Composer({ chat, now, seen, ref }: ComposerProps) {
  const { t } = useLingui();
  const live = useLive();
  const { isEnterSending, choices } = useInbox();
  const can = { reply: now.viewerCan.includes("REPLY"), note: now.viewerCan.includes("NOTE") };
  const [wants, setWants] = useState<"REPLY" | "NOTE">("REPLY");
  const isNote = wants === "NOTE" || !can.reply;
  const [reply, replyDraft] = useDraft(chat.id, "REPLY", chat.reply);
  const [note, noteDraft] = useDraft(chat.id, "NOTE", chat.note);
  const [state, draft] = isNote ? [note, noteDraft] : [reply, replyDraft];
  const [{ data: library }] = useQuery({ query: TEMPLATES });
  const [picking, setPicking] = useState<"template" | "mention">();
  const [templateId, setTemplateId] = useState<string>();
  const [isGuarding, setGuarding] = useState(false);
  const [isDropping, setDropping] = useState(false);
  const named = useRef(new Map<string, string>());
  const field = useRef<HTMLTextAreaElement>(null);
  const files = useRef<HTMLInputElement>(null);
  const typing = useTyping(chat.id, isNote);
  const uploads = useUploads(chat, (attachmentIds) => replyDraft.write({ attachmentIds }));

  const { body } = state;
  const isUploading = uploads.all.some((upload) => upload.state.kind === "running");
  const mostUnits = chat.channel.capabilities?.textMaxUnits;
  const over = !isNote && mostUnits ? body.length - mostUnits : 0;
  const hasFiles = !isNote && (uploads.all.length > 0 || state.attachmentIds.length > 0);
  const canSend = (body.trim() !== "" || hasFiles) && !isUploading && over <= 0;
  /** The customer wrote something that has not stood on the screen. */
  const newest = chat.lastMessage;
  const isBehind =
    !isNote && newest?.authorKind === "CONTACT" && seen !== undefined && newest.id > seen;

  const focus = () => requestAnimationFrame(() => field.current?.focus());
  const turnTo = (next: "REPLY" | "NOTE") => {
    setWants(next);
    setGuarding(false);
    focus();
  };
  /** As if it had been typed: the browser's own undo takes it back. */
  const insert = (text: string, from?: number) => {
    const area = field.current;
    if (!area) {
      return;
    }
    area.focus();
    if (from !== undefined) {
      area.setSelectionRange(from, area.selectionEnd);
    }
    document.execCommand("insertText", false, text);
  };
  useImperativeHandle(ref, () => ({
    quote: (quotedMessageId) => {
      setWants("REPLY");
      replyDraft.write({ quotedMessageId });
      focus();
    },
    restore: (text) => {
      const before = replyDraft.state.body;
      replyDraft.write({ body: before === "" ? text : `${before}\n${text}` });
      focus();
    },
  }));

  const write = (text: string, at: number) => {
    draft.write({ body: text });
    typing.write();
    const found = replacedAt(text.slice(0, at), library?.replacements ?? []);
    if (found && !isNote) {
      requestAnimationFrame(() => insert(found.text, found.from));
    }
    if (!isNote && text === "/") {
      draft.write({ body: "" });
      setPicking("template");
    }
    if (isNote && /(^|\s)@$/.test(text.slice(0, at))) {
      setPicking("mention");
    }
  };

  const send = async (isAnyway = false) => {
    if (!canSend) {
      return;
    }
    if (isBehind && !isAnyway) {
      setGuarding(true);
      return;
    }
    setGuarding(false);
    typing.stop();
    const { quotedMessageId } = state;
    const attachmentIds = [...state.attachmentIds];
    await (isNote
      ? live.outbox.add("note", chat.id, { body: toMentions(body, named.current) })
      : live.outbox.add("schedule", chat.id, {
          body,
          undoMs: UNDO_MS,
          ...(attachmentIds.length > 0 && { attachmentIds }),
          ...(quotedMessageId && { quotedMessageId }),
          ...(templateId && { templateId }),
          ...(seen && !isAnyway && { lastMessageId: seen }),
        }));
    await draft.clear();
    named.current.clear();
    setTemplateId(undefined);
    if (!isNote) {
      uploads.clear();
    }
  };

  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    if (sends(event.nativeEvent, isEnterSending)) {
      event.preventDefault();
      send();
    } else if (event.key === "Escape") {
      event.currentTarget.blur();
    } else if (event.key === "." && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      turnTo(isNote ? "REPLY" : "NOTE");
    }
  };
  const take = (list: FileList | null) => {
    if (list && list.length > 0) {
      setWants("REPLY");
      uploads.add(list);
      focus();
    }
  };
  const onPaste = (event: ClipboardEvent) => {
    if (event.clipboardData.files.length > 0) {
      event.preventDefault();
      take(event.clipboardData.files);
    }
  };
  const onDrop = (event: DragEvent) => {
    event.preventDefault();
    setDropping(false);
    take(event.dataTransfer.files);
  };
  const group = t`The chat`;
  useKeys([
    ...(can.reply
      ? [
          { keys: "r", text: t`Write a message`, group, onPress: () => turnTo("REPLY") },
          { keys: "t", text: t`Insert a template`, group, onPress: () => setPicking("template") },
        ]
      : []),
    ...(can.note
      ? [{ keys: "n", text: t`Write a note`, group, onPress: () => turnTo("NOTE") }]
      : []),
    {
      keys: "Mod+.",
      text: t`Message or note`,
      group,
      onPress: () => turnTo(isNote ? "REPLY" : "NOTE"),
    },
  ]);
  if (!can.reply && !can.note) {
    return null;
  }
  const name = chat.contact.name;
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: files may be dropped here; the button below does the same
    <div
      className={styles.composer}
      data-kind={isNote ? "note" : "reply"}
      data-dropping={isDropping ? "" : undefined}
      onDragOver={(event) => {
        event.preventDefault();
        setDropping(true);
      }}
      onDragLeave={() => setDropping(false)}
      onDrop={onDrop}
    >
      <ComposerBanners
        guard={isGuarding && isBehind ? { name, text: newest?.body ?? "" } : undefined}
        onReadFirst={() => setGuarding(false)}
        onSendAnyway={() => send(true)}
        draft={draft}
        state={state}
      />
      <div className={styles.box}>
        <ComposerKinds
          can={can}
          isNote={isNote}
          begun={{ reply: reply.body !== "", note: note.body !== "" }}
          isSaved={body === "" ? undefined : state.isSaved}
          onTurn={turnTo}
        />
        {!isNote && state.quotedMessageId ? (
          <Quoted
            id={state.quotedMessageId}
            contact={name}
            onRemove={() => draft.write({ quotedMessageId: null })}
          />
        ) : null}
        <div className={styles.growing}>
          <div className={styles.mirror} aria-hidden="true" dir="auto">
            {body}{" "}
          </div>
          <textarea
            ref={field}
            className={styles.field}
            aria-label={isNote ? t`A note, only for your team` : t`A message to ${name}`}
            placeholder={
              isNote
                ? t`Only your team sees it. @ names a colleague`
                : t`Write to ${name}, / for a template`
            }
            dir="auto"
            rows={1}
            value={body}
            onChange={({ target }) => write(target.value, target.selectionEnd)}
            onKeyDown={onKeyDown}
            onPaste={onPaste}
            onBlur={typing.stop}
          />
        </div>
        {!isNote && uploads.all.length > 0 ? (
          <div className={styles.files}>
            {uploads.all.map((upload) => (
              <UploadChip
                key={upload.key}
                upload={upload}
                onRemove={() => uploads.remove(upload)}
              />
            ))}
          </div>
        ) : null}
        {!isNote && uploads.all.length === 0 && state.attachmentIds.length > 0 ? (
          <div className={styles.files}>
            <span className={styles.kept}>
              <Icon of={Paperclip} size="small" />
              {t`${state.attachmentIds.length} files of the draft`}
              <IconButton
                icon={X}
                label={t`Remove the files`}
                onPress={() => draft.write({ attachmentIds: [] })}
              />
            </span>
          </div>
        ) : null}
        <div className={styles.foot}>
          {isNote ? (
            <IconButton
              icon={AtSign}
              label={t`Name a colleague`}
              onPress={() => setPicking("mention")}
            />
          ) : (
            <>
              <IconButton
                icon={Paperclip}
                label={t`Attach files`}
                onPress={() => files.current?.click()}
              />
              <IconButton
                icon={MessageSquareText}
                label={t`Insert a template`}
                keys="t"
                onPress={() => setPicking("template")}
              />
            </>
          )}
          <input
            ref={files}
            className={styles.hidden}
            type="file"
            multiple
            tabIndex={-1}
            aria-label={t`Files to attach`}
            onChange={({ target }) => {
              take(target.files);
              target.value = "";
            }}
          />
          {over > 0 ? (
            <span className={styles.over} role="alert">{t`${over} characters too long`}</span>
          ) : null}
          <span className={styles.send}>
            <Tooltip
              text={isNote ? t`Add the note` : t`Send`}
              keys={isEnterSending ? "Enter" : "Shift+Enter"}
            >
              <Button
                tone="primary"
                icon={isNote ? Lock : SendHorizontal}
                isDisabled={!canSend}
                onPress={() => send()}
              >
                {isNote ? t`Add note` : t`Send`}
              </Button>
            </Tooltip>
          </span>
        </div>
      </div>
      <TemplatePicker
        chat={chat}
        library={library}
        isOpen={picking === "template"}
        onClose={() => setPicking(undefined)}
        onInsert={(text, id) => {
          setWants("REPLY");
          setTemplateId(id);
          requestAnimationFrame(() => insert(text));
        }}
      />
      <MentionPicker
        operators={choices.operators}
        isOpen={picking === "mention"}
        onClose={() => {
          setPicking(undefined);
          focus();
        }}
        onChoose={({ id, name: colleague }) => {
          named.current.set(colleague, id);
          const at = field.current?.selectionEnd ?? body.length;
          const isBegun = body[at - 1] === "@";
          requestAnimationFrame(() => insert(`@${colleague} `, isBegun ? at - 1 : undefined));
        }}
      />
    </div>
  );
}
