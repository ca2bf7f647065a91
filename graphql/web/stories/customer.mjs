/** Somebody who writes by the widget's API, and where an operator finds what they wrote. */
import { ok } from "node:assert/strict";
import { randomUUID } from "node:crypto";

const made = new Map();
let visits = 0;

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

/** `from` is where they write from, for a desk behind a proxy; `agent` what they do it with. */
async function asked({ desk, from, agent }, secret, query, input) {
  const answer = await fetch(`${desk.url}/visitor/graphql`, {
    method: "POST",
    headers: {
      "content-type": "application/json",
      "x-forwarded-for": from,
      ...(agent && { "user-agent": agent }),
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
export async function customer(desk, texts, { channel = "inbox", settings, agent, ...as } = {}) {
  const start =
    "mutation($input: VisitStartInput!) { visitStart(input: $input) { visit { secret } } }";
  const input = { channelKey: channelOf(desk, channel, settings) };
  visits += 1;
  const site = { desk, from: `10.0.${visits >> 8}.${visits & 255}`, agent };
  const { visitStart } = await asked(site, undefined, start, input);
  const { secret } = visitStart.visit;
  const write = (body, more) =>
    asked(
      site,
      secret,
      "mutation($input: MessageWriteInput!) { messageWrite(input: $input) { userErrors { message } } }",
      { body, clientMutationId: randomUUID(), ...more },
    );
  for (const [place, text] of [texts].flat().entries()) {
    await write(text, place === 0 ? as : undefined);
  }
  const type = (preview) =>
    asked(
      site,
      secret,
      "mutation($input: TypingSetInput!) { typingSet(input: $input) { clientMutationId } }",
      { isTyping: true, preview },
    );
  /** What stands in their copy. */
  const copy = async () => {
    const messages = "messages(last: 9) { nodes { id body editedAt deletedAt } }";
    const { myChat } = await asked(site, secret, `{ myChat { ${messages} } }`);
    return myChat.messages.nodes;
  };
  const see = (messageId) =>
    asked(
      site,
      secret,
      "mutation($input: ChatMarkReadInput!) { chatMarkRead(input: $input) { userErrors { message } } }",
      { messageId },
    );
  /** Which page they are on. */
  const look = (page) =>
    asked(
      site,
      secret,
      "mutation($input: VisitUpdateInput!) { visitUpdate(input: $input) { clientMutationId } }",
      page,
    );
  return { ...(await desk.newest()), write, type, copy, see, look };
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

/** Goes to it by Tab alone, as far as people would. */
export async function tabTo(page, locator) {
  await locator.waitFor();
  const isThere = () => locator.evaluate((one) => one === document.activeElement);
  for (let step = 0; step < 60 && !(await isThere()); step += 1) {
    await page.keyboard.press("Tab");
  }
  ok(await isThere(), `${locator} is not reached by Tab`);
}

/** Chooses from the list over the page by typing what `shown` stands for. */
export async function pick(page, text, shown = text) {
  await page.getByRole("dialog").waitFor();
  await page.keyboard.type(text);
  await page.getByRole("menuitem").filter({ hasText: shown }).first().waitFor();
  await page.keyboard.press("ArrowDown");
  await page.locator("[role=menuitem][data-focused]").waitFor();
  await page.keyboard.press("Enter");
}
