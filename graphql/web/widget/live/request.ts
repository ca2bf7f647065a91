/** One request to the desk: the document's hash, which the server knows, and what it asks for. */
import type { DocumentTypeDecoration } from "@graphql-typed-document-node/core";
import { patient } from "../../live/patience";
import type { Refusal } from "../../live/transport";

/** A generated document, of which the build left the hash alone. */
export type Hashed<Data, Variables> = DocumentTypeDecoration<Data, Variables> & {
  __meta__?: Record<string, unknown>;
};

const PASSING = new Set(
  "NETWORK RATE_LIMITED INTERNAL UNAVAILABLE IN_DOUBT TIMED_OUT BUSY SHUTTING_DOWN TOO_MANY_CONNECTIONS".split(
    " ",
  ),
);

/** Why an answer did not come; `code` is the desk's, or `NETWORK`. */
export class RequestError extends Error {
  readonly code: string;
  readonly retryAfterMs: number | undefined;

  constructor(code: string, message: string, retryAfterMs?: number) {
    super(message);
    this.code = code;
    this.retryAfterMs = retryAfterMs;
  }

  /** The same again may succeed later. */
  get isPassing(): boolean {
    return PASSING.has(this.code);
  }
}

/** What the desk refused, as it says it. */
export function refusal(errors: readonly Refusal[] | undefined, status = 0): RequestError {
  const { message = `The desk answered ${status}.`, extensions = {} } = errors?.[0] ?? {};
  const { code = status === 429 ? "RATE_LIMITED" : "INTERNAL", retryAfterMs } = extensions;
  const wait = typeof retryAfterMs === "number" ? retryAfterMs : undefined;
  return new RequestError(String(code), message, wait);
}

/** The body of a request, over HTTP and over a socket alike. */
export const persisted = <Data, Variables>(
  document: Hashed<Data, Variables>,
  variables: Variables,
) => ({
  variables,
  extensions: { persistedQuery: { version: 1, sha256Hash: document.__meta__?.["hash"] } },
});

const ask = patient();

export async function request<Data, Variables>(
  origin: string,
  document: Hashed<Data, Variables>,
  variables: Variables,
  secret?: string,
): Promise<Data> {
  const headers: Record<string, string> = {
    "content-type": "application/json",
    accept: "application/graphql-response+json",
  };
  if (secret) {
    headers["authorization"] = `Bearer ${secret}`;
  }
  let answer: Response;
  let body: { data?: Data; errors?: Refusal[] };
  try {
    answer = await ask(`${origin}/visitor/graphql`, {
      method: "POST",
      // The visitor's secret goes in a header: a page's cookies are none of the widget's.
      credentials: "omit",
      headers,
      body: JSON.stringify(persisted(document, variables)),
    });
    body = await answer.json();
  } catch (error) {
    throw new RequestError("NETWORK", (error as Error).message);
  }
  const { data, errors } = body;
  if (!data) {
    throw refusal(errors, answer.status);
  }
  return data;
}
