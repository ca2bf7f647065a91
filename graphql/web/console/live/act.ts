/** Does something on a chat: shown at once, and put right where the chat is another by then. */
import type { AnyVariables, Client, CombinedError, TypedDocumentNode } from "@urql/core";
import type { UserErrorCode, WhoChangedQuery } from "../../client/operator/graphql";
import { WHO_CHANGED } from "./documents";

export interface UserError {
  code: UserErrorCode;
  message: string;
  path: readonly string[] | null;
}

interface Payload {
  userErrors: readonly UserError[];
}

/** The newest entry of a chat's history. */
export type LastChange = NonNullable<WhoChangedQuery["chat"]>["timeline"]["nodes"][number];

export type Outcome<Given extends Payload> =
  | { kind: "done"; payload: Given }
  /** Somebody was faster: the cache has the chat as it is, and this is who changed it. */
  | { kind: "stale"; payload: Given; by: LastChange | undefined }
  | { kind: "refused"; errors: readonly UserError[] }
  /** Nobody knows whether it was done; the same key may be sent again. */
  | { kind: "unanswered"; error: CombinedError };

/** `variables.input` names the chat, the version that was looked at, and a key. */
export async function act<Data extends Record<string, Payload>, Variables extends AnyVariables>(
  client: Client,
  document: TypedDocumentNode<Data, Variables>,
  variables: Variables & { input: { chatId: string } },
): Promise<Outcome<Data[keyof Data]>> {
  const { data, error } = await client.mutation(document, variables).toPromise();
  const payload = data && (Object.values(data).find(isPayload) as Data[keyof Data] | undefined);
  if (!payload) {
    const unanswered = error as CombinedError;
    const [refusal] = unanswered.graphQLErrors;
    if (refusal && !unanswered.networkError) {
      const { message } = refusal;
      return { kind: "refused", errors: [{ code: "CONFLICT", message, path: null }] };
    }
    return { kind: "unanswered", error: unanswered };
  }
  if (payload.userErrors.some(({ code }) => code === "STALE_VERSION")) {
    const id = variables.input.chatId;
    const asked = await client
      .query(WHO_CHANGED, { id }, { requestPolicy: "network-only" })
      .toPromise();
    return { kind: "stale", payload, by: asked.data?.chat?.timeline.nodes[0] };
  }
  return payload.userErrors.length > 0
    ? { kind: "refused", errors: payload.userErrors }
    : { kind: "done", payload };
}

const isPayload = (value: unknown): value is Payload =>
  typeof value === "object" && value !== null && "userErrors" in value;
