/** One request to the desk: the document's hash, which the server knows, and what it asks for. */
import type { DocumentTypeDecoration } from "@graphql-typed-document-node/core";

/** A generated document, of which the build left the hash alone. */
type Hashed<Data, Variables> = DocumentTypeDecoration<Data, Variables> & {
  __meta__?: Record<string, unknown>;
};

export async function request<Data, Variables>(
  origin: string,
  document: Hashed<Data, Variables>,
  variables: Variables,
): Promise<Data> {
  const answer = await fetch(`${origin}/visitor/graphql`, {
    method: "POST",
    // The visitor's secret goes in a header: a page's cookies are none of the widget's.
    credentials: "omit",
    headers: { "content-type": "application/json", accept: "application/graphql-response+json" },
    body: JSON.stringify({
      variables,
      extensions: { persistedQuery: { version: 1, sha256Hash: document.__meta__?.["hash"] } },
    }),
  });
  const { data, errors } = await answer.json();
  if (!data) {
    throw new Error(errors?.[0]?.message ?? `The desk answered ${answer.status}.`);
  }
  return data;
}
