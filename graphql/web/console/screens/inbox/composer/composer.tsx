/** Where operators write: a message or a note, with drafts, files, templates, and a look before it is sent. */
import { useLingui } from "@lingui/react/macro";
import {
  type KeyboardEvent,
  type Ref,
  useImperativeHandle,
  useMemo,
  useRef,
  useState,
} from "react";
import { useQuery } from "urql";
import { useDo, useKeys } from "../../../shell";
import { REPLY_CANCEL } from "../acts/message_documents";
import type { ChatNow, OpenedChat } from "../chat/use_open_chat";
import { usePending } from "../thread/use_unsent";
import { useInbox } from "../use_inbox";
import styles from "./composer.module.css";
import { ComposerBanners } from "./composer_banners";
import { TEMPLATES } from "./composer_documents";
import { ComposerFiles } from "./composer_files";
import { ComposerFoot } from "./composer_foot";
import { ComposerKinds } from "./composer_kinds";
import { sends } from "./enter";
import { MentionPicker } from "./mention_picker";
import { Quoted } from "./quoted";
import { replacedAt } from "./replace";
import { routesOf } from "./routes_of";
import { TemplatePicker } from "./template_picker";
import type { UploadState } from "./upload";
import { useDraft } from "./use_draft";
import { useFiles } from "./use_files";
import { useSending } from "./use_sending";
import { useTyping } from "./use_typing";
import { useUploads } from "./use_uploads";

/** What was said once, as it goes back into the field. */
export interface Restored {
  body: string;
  attachmentIds?: readonly string[];
  quotedMessageId?: string | null;
}

export interface ComposerHandle {
  quote: (messageId: string) => void;
  restore: (said: Restored) => void;
  focus: () => void;
}

interface ComposerProps {
  chat: OpenedChat;
  now: ChatNow;
  /** The newest message that stood on the screen. */
  seen: string | undefined;
  /** Up in an empty field: the own last message is changed. */
  onEditLast: () => void;
  ref: Ref<ComposerHandle>;
}

/** Not undone, pasted or dropped. */
const types = (event: Event) =>
  event instanceof InputEvent && /^insert(Text|LineBreak)$/.test(event.inputType);

export function Composer({ chat, now, seen, onEditLast, ref }: ComposerProps) {
  const { t } = useLingui();
  const run = useDo();
  const { isEnterSending, choices } = useInbox();
  const can = { reply: now.viewerCan.includes("REPLY"), note: now.viewerCan.includes("NOTE") };
  const [wants, setWants] = useState<"REPLY" | "NOTE">("REPLY");
  const isNote = wants === "NOTE" || !can.reply;
  const [reply, replyDraft] = useDraft(chat.id, "REPLY", chat.reply);
  const [note, noteDraft] = useDraft(chat.id, "NOTE", chat.note);
  const [state, draft] = isNote ? [note, noteDraft] : [reply, replyDraft];
  const pending = usePending(chat.id);
  const [{ data: library }] = useQuery({ query: TEMPLATES });
  const [picking, setPicking] = useState<"template" | "mention">();
  const [templateId, setTemplateId] = useState<string>();
  const [identityId, setIdentityId] = useState<string>();
  const named = useRef(new Map<string, string>());
  const field = useRef<HTMLTextAreaElement>(null);
  const isInserting = useRef(false);
  const typing = useTyping(chat.id, isNote);
  const uploads = useUploads(chat, (attachmentIds) => replyDraft.write({ attachmentIds }));

  const { body } = state;
  const routes = useMemo(() => routesOf(now), [now]);
  const home = routes.find(({ isHome }) => isHome);
  const route = routes.find((one) => one.identityId === identityId) ?? home;
  const uploadCount = (kind: UploadState["kind"]) =>
    isNote ? 0 : uploads.all.filter((upload) => upload.state.kind === kind).length;
  const mostUnits = chat.channel.capabilities?.textMaxUnits;
  const over = !isNote && mostUnits ? body.length - mostUnits : 0;
  const files = {
    isUploading: uploadCount("running") > 0,
    refusedCount: uploadCount("refused"),
  };
  const hasFiles = files.isUploading || (!isNote && state.attachmentIds.length > 0);
  const canSend = (body.trim() !== "" || hasFiles) && over <= 0;

  const sending = useSending({
    chat,
    isNote,
    draft,
    state,
    canSend,
    files,
    seen,
    templateId,
    identityId: route === home ? undefined : route?.identityId,
    named,
    onSent: () => {
      typing.stop();
      setTemplateId(undefined);
      if (!isNote) {
        uploads.clear();
      }
    },
  });
  const focus = () => requestAnimationFrame(() => field.current?.focus());
  const turnTo = (next: "REPLY" | "NOTE") => {
    setWants(next);
    sending.release();
    focus();
  };
  const taking = useFiles(uploads, isNote, () => turnTo("REPLY"));
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
    isInserting.current = true;
    document.execCommand("insertText", false, text);
    isInserting.current = false;
  };
  const restore = ({ body: text, attachmentIds = [], quotedMessageId }: Restored) => {
    const before = replyDraft.state.body;
    replyDraft.write({
      // The server makes a draft of it as well, and may have been faster.
      body: before === "" || before === text ? text : `${before}\n${text}`,
      ...(attachmentIds.length > 0 && { attachmentIds }),
      ...(quotedMessageId && { quotedMessageId }),
    });
    focus();
  };
  useImperativeHandle(ref, () => ({
    quote: (quotedMessageId) => {
      setWants("REPLY");
      replyDraft.write({ quotedMessageId });
      focus();
    },
    restore,
    focus,
  }));

  /** `isTyped` by people: what is undone or put in is no word that they have just ended. */
  const write = (text: string, at: number, isTyped: boolean) => {
    draft.write({ body: text });
    sending.hold();
    typing.write();
    const found = isTyped && replacedAt(text.slice(0, at), library?.replacements ?? []);
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

  /** What was sent last and can be taken back. */
  const last = pending.findLast(({ kind, state: at }) => kind === "UNDO" && at === "WAITING");
  const takeBack = async (taken: NonNullable<typeof last>) => {
    if (await run(REPLY_CANCEL, { pendingReplyId: taken.id })) {
      restore(taken);
    }
  };
  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    const isWith = event.ctrlKey || event.metaKey;
    if (sends(event.nativeEvent, isEnterSending)) {
      event.preventDefault();
      sending.send();
    } else if (event.key === "Escape") {
      event.currentTarget.blur();
    } else if (event.key === "." && isWith) {
      event.preventDefault();
      turnTo(isNote ? "REPLY" : "NOTE");
    } else if (event.key === "z" && isWith && !event.shiftKey && body === "" && last) {
      event.preventDefault();
      takeBack(last);
    } else if (event.key === "ArrowUp" && body === "" && !isNote) {
      event.preventDefault();
      onEditLast();
    }
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
    <div
      className={styles.composer}
      data-kind={isNote ? "note" : "reply"}
      data-dropping={taking.isDropping ? "" : undefined}
      {...taking.drop}
    >
      <ComposerBanners
        guard={sending.guard}
        isWaiting={sending.isWaiting}
        onHold={() => {
          sending.hold();
          focus();
        }}
        onReadFirst={sending.release}
        onSendAnyway={() => {
          sending.send(true);
          focus();
        }}
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
            onChange={({ target, nativeEvent }) =>
              write(target.value, target.selectionEnd, !isInserting.current && types(nativeEvent))
            }
            onKeyDown={onKeyDown}
            onPaste={taking.onPaste}
            onBlur={typing.stop}
          />
        </div>
        {isNote ? null : (
          <ComposerFiles
            uploads={uploads}
            keptCount={state.attachmentIds.length}
            onRemoveKept={() => draft.write({ attachmentIds: [] })}
          />
        )}
        <ComposerFoot
          isNote={isNote}
          canSend={canSend}
          over={over}
          files={taking}
          routes={routes}
          route={route}
          onRoute={setIdentityId}
          onMention={() => setPicking("mention")}
          onTemplate={() => setPicking("template")}
          onEmoji={(emoji) => requestAnimationFrame(() => insert(emoji))}
          onSend={() => {
            sending.send();
            // The button has nothing more to send, and loses the keys with it.
            focus();
          }}
        />
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
