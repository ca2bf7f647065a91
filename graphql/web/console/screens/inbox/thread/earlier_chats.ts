/** The customer's chats before the open one, newest first: a thread goes on into them. */
import { graphql } from "../../../../client/operator";
import type { Live } from "../../../live/live";

const EARLIER_CHATS = graphql(`
  query EarlierChats($contactId: ID!) {
    contact(id: $contactId) {
      id
      chats(first: 50) {
        nodes {
          id
          version
          number
        }
      }
    }
  }
`);

export interface EarlierChat {
  id: string;
  number: number;
  /** Where what was read of it begins; absent: nothing was. */
  before: string | null;
}

export async function earlierChats(
  live: Live,
  contactId: string,
  number: number,
): Promise<readonly EarlierChat[]> {
  const { data, error } = await live.client
    .query(EARLIER_CHATS, { contactId }, { requestPolicy: "network-only" })
    .toPromise();
  if (!data) {
    throw error ?? new Error("the chats could not be read");
  }
  return (data.contact?.chats.nodes ?? [])
    .filter((chat) => chat.number < number)
    .sort((one, other) => other.number - one.number)
    .map((chat) => ({ id: chat.id, number: chat.number, before: null }));
}
