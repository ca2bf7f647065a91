/** Somebody who writes by the web chat, for the stories that need a chat. */
import { ok } from "node:assert/strict";
import { randomUUID } from "node:crypto";

const KEY = "story";
const made = new Set();

/** Gives the chat that their first words began. */
export async function customer(desk, text) {
  if (!made.has(desk.url)) {
    made.add(desk.url);
    desk.channel(KEY);
  }
  const ask = async (secret, query, input) => {
    const answer = await fetch(`${desk.url}/visitor/graphql`, {
      method: "POST",
      headers: {
        "content-type": "application/json",
        ...(secret && { authorization: `Bearer ${secret}` }),
      },
      body: JSON.stringify({ query, variables: { input } }),
    });
    const { data, errors } = await answer.json();
    ok(data, JSON.stringify(errors));
    return data;
  };
  const { visitStart } = await ask(
    undefined,
    "mutation($input: VisitStartInput!) { visitStart(input: $input) { visit { secret } } }",
    { channelKey: KEY },
  );
  await ask(
    visitStart.visit.secret,
    "mutation($input: MessageWriteInput!) { messageWrite(input: $input) { userErrors { message } } }",
    { body: text, clientMutationId: randomUUID() },
  );
  return desk.newest();
}
