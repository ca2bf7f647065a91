/** Somebody who writes by the widget's API, and where an operator finds what they wrote. */
import { ok } from "node:assert/strict";
import { randomUUID } from "node:crypto";

const made = new Map();

/** The desk's web channel of this name, made once. */
function channelOf(desk, key, settings) {
  const known = made.get(desk.url) ?? new Set();
  made.set(desk.url, known);
  if (!known.has(key)) {
    known.add(key);
    desk.channel(key, settings);
  }
  return key;
}

async function asked(desk, secret, query, input) {
  const answer = await fetch(`${desk.url}/visitor/graphql`, {
    method: "POST",
    headers: {
      "content-type": "application/json",
      ...(secret && { authorization: `Bearer ${secret}` }),
    },
    body: JSON.stringify({ query, variables: { input } }),
  });
  const { data, errors } = await answer.json();
  const userErrors = Object.values(data ?? {}).flatMap((payload) => payload?.userErrors ?? []);
  ok(data && userErrors.length === 0, JSON.stringify(errors ?? userErrors));
  return data;
}

/** Gives their newest chat and what they do on; `as` says who they are and by which channel. */
export async function customer(desk, texts, { channel = "inbox", settings, ...as } = {}) {
  const start =
    "mutation($input: VisitStartInput!) { visitStart(input: $input) { visit { secret } } }";
  const input = { channelKey: channelOf(desk, channel, settings) };
  const { visitStart } = await asked(desk, undefined, start, input);
  const { secret } = visitStart.visit;
  const write = (body, more) =>
    asked(
      desk,
      secret,
      "mutation($input: MessageWriteInput!) { messageWrite(input: $input) { userErrors { message } } }",
      { body, clientMutationId: randomUUID(), ...more },
    );
  for (const [place, text] of [texts].flat().entries()) {
    await write(text, place === 0 ? as : undefined);
  }
  const type = (preview) =>
    asked(
      desk,
      secret,
      "mutation($input: TypingSetInput!) { typingSet(input: $input) { clientMutationId } }",
      { isTyping: true, preview },
    );
  return { ...(await desk.newest()), write, type };
}

/** A colleague who can sign in with the password of all. */
export async function colleague(desk, name, email) {
  desk.command("admin", "create", "--email", email, "--name", name, "--password-stdin");
  const { operators } = await desk.operator("{ operators(first: 50) { nodes { id name } } }");
  return operators.nodes.find((one) => one.name === name);
}

export const field = (page) => page.getByRole("textbox", { name: /^A message to/ });
export const noteField = (page) => page.getByRole("textbox", { name: /^A note, only/ });
export const bubble = (page, text) => page.getByRole("article").filter({ hasText: text });
export const row = (page, text) => page.getByRole("option").filter({ hasText: text });
/** The row of the open chat. */
export const openRow = (page) => page.locator("[role=option][aria-selected=true]");

/** Chooses from the list over the page by typing. */
export async function pick(page, text) {
  await page.getByRole("dialog").waitFor();
  await page.keyboard.type(text);
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
}
