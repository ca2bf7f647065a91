/** Somebody who writes by the widget's API, on a channel that is made for the first of them. */
import { ok } from "node:assert/strict";
import { randomUUID } from "node:crypto";

const KEY = "inbox";
const made = new Set();

/** Gives their chat and what writes on. */
export async function customer(desk, ...texts) {
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
  if (!made.has(desk.url)) {
    made.add(desk.url);
    desk.channel(KEY);
  }
  const start =
    "mutation($input: VisitStartInput!) { visitStart(input: $input) { visit { secret } } }";
  const { visitStart } = await ask(undefined, start, { channelKey: KEY });
  const write = (body) =>
    ask(
      visitStart.visit.secret,
      "mutation($input: MessageWriteInput!) { messageWrite(input: $input) { userErrors { message } } }",
      { body, clientMutationId: randomUUID() },
    );
  for (const text of texts) {
    await write(text);
  }
  const chat = await desk.newest();
  return { ...chat, write };
}
