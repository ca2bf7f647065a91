/** One thing of a chat's thread: what decides where and how it stands. What it says is read where it is drawn. */
import type {
  ChatEntriesQuery,
  ShownActFragment,
  ShownMessageFragment,
  ShownNoteFragment,
} from "../../../../client/operator/graphql";
import type { EntryPage } from "./thread_window";

export interface Entry {
  id: string;
  kind: "message" | "note" | "act";
  at: string;
  /** Of one hand: what follows it closely stands with it. */
  by: string;
  isInbound: boolean;
  /** The key with which the reader wrote it. */
  key: string | null;
  act?: ShownActFragment;
  /** The number of the earlier chat that it is of; absent: the open one's. */
  chat?: number;
  /** Its place among the server's entries is not known yet. */
  isFromFeed?: boolean;
}

export function entryOfMessage(message: ShownMessageFragment): Entry {
  const { id, sentAt, author, authorKind, clientMutationId } = message;
  const by = author.__typename === "AutomaticAuthor" ? authorKind : author.id;
  const isInbound = authorKind === "CONTACT";
  return { id, kind: "message", at: sentAt, by, isInbound, key: clientMutationId };
}

export function entryOfNote({ id, createdAt, operator }: ShownNoteFragment): Entry {
  const by = `note ${operator?.id ?? ""}`;
  return { id, kind: "note", at: createdAt, by, isInbound: false, key: null };
}

function entryOfAct(act: ShownActFragment): Entry {
  return { id: act.id, kind: "act", at: act.at, by: "act", isInbound: false, key: null, act };
}

type Connection = NonNullable<ChatEntriesQuery["chat"]>["entries"];

export function pageOf({ nodes, pageInfo }: Connection): EntryPage {
  return {
    entries: nodes.map((node) =>
      node.__typename === "Message"
        ? entryOfMessage(node)
        : node.__typename === "Note"
          ? entryOfNote(node)
          : entryOfAct(node),
    ),
    startCursor: pageInfo.startCursor,
    endCursor: pageInfo.endCursor,
    hasPrevious: pageInfo.hasPreviousPage,
    hasNext: pageInfo.hasNextPage,
  };
}
