/** Sends what waits in the outbox, and tells apart what was refused and what nobody has answered. */
import type { AnyVariables, Client, CombinedError, TypedDocumentNode } from "@urql/core";
import { CHAT_LABEL, CHAT_UNLABEL, MESSAGE_REPLY, NOTE_CREATE, REPLY_SCHEDULE } from "./documents";
import type { OutboxItem, OutboxKind, Sent } from "./outbox";

const DOCUMENTS: Record<OutboxKind, unknown> = {
  reply: MESSAGE_REPLY,
  schedule: REPLY_SCHEDULE,
  note: NOTE_CREATE,
  label: CHAT_LABEL,
  unlabel: CHAT_UNLABEL,
};

/** Refusals after which the same call may go through. */
const PASSING = [
  "UNAUTHENTICATED",
  "RATE_LIMITED",
  "SHUTTING_DOWN",
  "TIMED_OUT",
  "BODY_TIMEOUT",
  "BUSY",
  "TOO_MANY_CONNECTIONS",
  "INTERNAL",
];

export async function send(
  client: Client,
  { kind, key, chatId, input }: OutboxItem,
): Promise<Sent> {
  const document = DOCUMENTS[kind] as TypedDocumentNode<Record<string, unknown>, AnyVariables>;
  const variables = { input: { ...input, chatId, clientMutationId: key } };
  const { data, error } = await client.mutation(document, variables).toPromise();
  const payload = Object.values(data ?? {}).find(hasUserErrors);
  if (payload) {
    const [refusal] = payload.userErrors;
    return refusal ? { kind: "refused", reason: refusal.message } : { kind: "done" };
  }
  return error ? ofError(error) : { kind: "unanswered" };
}

function ofError({ networkError, graphQLErrors }: CombinedError): Sent {
  const [refusal] = graphQLErrors;
  if (networkError || !refusal || PASSING.includes(String(refusal.extensions["code"]))) {
    return { kind: "unanswered" };
  }
  return { kind: "refused", reason: refusal.message };
}

const hasUserErrors = (value: unknown): value is { userErrors: { message: string }[] } =>
  typeof value === "object" && value !== null && "userErrors" in value;
