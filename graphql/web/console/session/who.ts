/** Who is signed in here, asked before there is anything else: what is stored and shown is this operator's. */
import { graphql } from "../../client/operator";
import type { EntryQuery } from "../../client/operator/graphql";
import { bareClient } from "../live/client";

const ENTRY = graphql(`
  query Entry {
    headCursor
    viewer {
      operator {
        id
      }
      permissions
      preferences {
        id
        theme
        density
        language
      }
    }
    server {
      defaultLanguage
    }
  }
`);

export type Who = EntryQuery;

export type WhoAnswer = { kind: "in"; who: Who } | { kind: "out" } | { kind: "away" };

export async function askWho(): Promise<WhoAnswer> {
  const { data, error } = await bareClient().query(ENTRY, {}).toPromise();
  if (data) {
    return { kind: "in", who: data };
  }
  const codes = error?.graphQLErrors.map(({ extensions }) => extensions["code"]) ?? [];
  // A session that is over is refused before the query is looked at.
  const isOut = codes.includes("UNAUTHENTICATED") || error?.response?.status === 401;
  return { kind: isOut ? "out" : "away" };
}
