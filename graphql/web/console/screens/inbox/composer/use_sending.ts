/** Sends what is written, with a look before: whether the customer was faster, and whether its files are there. */
import { type RefObject, useEffect, useState } from "react";
import { toMentions } from "../../../../text/with_mentions";
import type { Draft, DraftState } from "../../../live/draft";
import { useLive } from "../../../live/provider";
import type { OpenedChat } from "../chat/use_open_chat";

/** For so long a reply can be taken back. */
const UNDO_MS = 5_000;

interface Sending {
  chat: OpenedChat;
  isNote: boolean;
  draft: Draft;
  state: DraftState;
  /** There is something, all of it can go. */
  canSend: boolean;
  /** Of its files some are still on their way, and some have not got through. */
  files: { isUploading: boolean; refusedCount: number };
  /** The newest message that stood on the screen. */
  seen: string | undefined;
  templateId: string | undefined;
  /** Which of the customer's addresses it goes to; absent: the chat's own. */
  identityId: string | undefined;
  /** The colleagues that were named, by what stands in the text. */
  named: RefObject<Map<string, string>>;
  onSent: () => void;
}

export interface Send {
  send: (isAnyway?: boolean) => Promise<void>;
  /** What the customer has written meanwhile, where it hinders. */
  guard: { name: string; text: string } | undefined;
  /** It leaves as soon as its files are there. */
  isWaiting: boolean;
  /** It waits for them no longer. */
  hold: () => void;
  /** It is not to leave now: what hinders it is looked at first. */
  release: () => void;
}

export function useSending(sending: Sending): Send {
  const { chat, isNote, draft, state, canSend, seen, templateId, identityId, named, files } =
    sending;
  const live = useLive();
  const [isGuarding, setGuarding] = useState(false);
  const [waiting, setWaiting] = useState<{ isAnyway: boolean; refusedCount: number }>();
  const newest = chat.lastMessage;
  const isBehind =
    !isNote && newest?.authorKind === "CONTACT" && seen !== undefined && newest.id > seen;

  const send = async (isAnyway = false) => {
    if (!canSend) {
      return;
    }
    if (isBehind && !isAnyway) {
      setGuarding(true);
      return;
    }
    setGuarding(false);
    if (files.isUploading) {
      setWaiting({ isAnyway, refusedCount: files.refusedCount });
      return;
    }
    const { body, quotedMessageId } = state;
    const attachmentIds = [...state.attachmentIds];
    await (isNote
      ? live.outbox.add("note", chat.id, { body: toMentions(body, named.current) })
      : live.outbox.add("schedule", chat.id, {
          body,
          undoMs: UNDO_MS,
          ...(attachmentIds.length > 0 && { attachmentIds }),
          ...(quotedMessageId && { quotedMessageId }),
          ...(templateId && { templateId }),
          ...(identityId && { identityId }),
          ...(seen && !isAnyway && { lastMessageId: seen }),
        }));
    await draft.clear();
    named.current.clear();
    sending.onSent();
  };
  useEffect(() => {
    if (waiting && !files.isUploading) {
      setWaiting(undefined);
      // Where one has not got through, people decide whether it leaves without.
      if (files.refusedCount <= waiting.refusedCount) {
        send(waiting.isAnyway);
      }
    }
  });
  return {
    send,
    isWaiting: waiting !== undefined,
    hold: () => setWaiting(undefined),
    guard:
      isGuarding && isBehind ? { name: chat.contact.name, text: newest?.body ?? "" } : undefined,
    release: () => {
      setGuarding(false);
      setWaiting(undefined);
    },
  };
}
