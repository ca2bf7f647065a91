/** Sends what is written, with a look before: whether the customer was faster, and by which address it goes. */
import { type RefObject, useState } from "react";
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
  /** Nothing hinders any more: it is read first. */
  release: () => void;
}

export function useSending(sending: Sending): Send {
  const { chat, isNote, draft, state, canSend, seen, templateId, identityId, named } = sending;
  const live = useLive();
  const [isGuarding, setGuarding] = useState(false);
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
  return {
    send,
    guard:
      isGuarding && isBehind ? { name: chat.contact.name, text: newest?.body ?? "" } : undefined,
    release: () => setGuarding(false),
  };
}
