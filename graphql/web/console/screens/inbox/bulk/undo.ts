/** What takes an act on many back, by how each chat stood before it. Pure. */
import type { IntentInput } from "../../../../client/operator/graphql";

/** Of a chat that the act is about: what the act may change. */
export interface Before {
  id: string;
  labels: readonly { id: string }[];
  operator: { id: string } | null;
  unread: number;
}

export interface Undo {
  /** Chats that one act takes back together. */
  acts: readonly { chatIds: readonly string[]; act: IntentInput }[];
  /** Chats that are opened again. */
  reopened: readonly string[];
}

const NOTHING: Undo = { acts: [], reopened: [] };

/** None where nothing can be taken back: what was written to a customer has left. */
export function undoOf(intent: IntentInput, done: readonly Before[]): Undo | undefined {
  const { labelId, assign, closeReasonId, isRead } = intent;
  const ids = (chats: readonly Before[]) => chats.map(({ id }) => id);
  const together = (chats: readonly Before[], act: IntentInput): Undo =>
    chats.length > 0 ? { acts: [{ chatIds: ids(chats), act }], reopened: [] } : NOTHING;
  let undo = NOTHING;
  if (labelId) {
    const had = ({ labels }: Before) => labels.some(({ id }) => id === labelId);
    undo = together(
      done.filter((chat) => !had(chat)),
      { unlabelId: labelId },
    );
  } else if (isRead) {
    undo = together(
      done.filter(({ unread }) => unread > 0),
      { isRead: false },
    );
  } else if (assign?.operatorId) {
    const moved = done.filter(({ operator }) => operator?.id !== assign.operatorId);
    const holders = new Set(moved.map(({ operator }) => operator?.id ?? null));
    const acts = [...holders].map((operatorId) => ({
      chatIds: ids(moved.filter(({ operator }) => (operator?.id ?? null) === operatorId)),
      act: { assign: { operatorId } },
    }));
    undo = { acts, reopened: [] };
  } else if (closeReasonId) {
    undo = { acts: [], reopened: ids(done) };
  }
  return undo.acts.length > 0 || undo.reopened.length > 0 ? undo : undefined;
}
