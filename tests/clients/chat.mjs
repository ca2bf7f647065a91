// Drives a visitor's chat through a client that others wrote, against a running server:
//   node chat.mjs CLIENT SERVER CHANNEL OPERATOR_TOKEN
// The operator's side is a plain fetch, so that only the visitor's side depends on the client.

import { deepStrictEqual as same, ok } from "node:assert/strict";
import { argv, exit } from "node:process";
import { HISTORY, PLACE, REPLY, START, WRITE } from "./chat/documents.mjs";
import { Feed } from "./chat/feed.mjs";
import { authorization, dataOf } from "./chat/result.mjs";

const CLIENTS = {
  "graphql-ws": async () => (await import("./chat/graphql-ws.mjs")).connect,
  "graphql-sse": async () => (await import("./chat/graphql-sse.mjs")).connect,
  urql: async () => (await import("./chat/urql.mjs")).connect,
  "urql-fetch": async () => (await import("./chat/urql.mjs")).connectByFetchAlone,
  apollo: async () => (await import("./chat/apollo.mjs")).connect,
};

const [name, server, channelKey, operatorToken] = argv.slice(2);
if (!operatorToken || !CLIENTS[name]) {
  console.error(`usage: node chat.mjs ${Object.keys(CLIENTS).join("|")} SERVER CHANNEL TOKEN`);
  exit(2);
}
const connect = await CLIENTS[name]();
const url = `${server}/visitor/graphql`;

function payloadOf(data, mutation) {
  same(data[mutation].userErrors, [], `${mutation} was refused`);
  return data[mutation];
}

async function come() {
  const stranger = connect({ url });
  const data = await stranger.request(START, { input: { channelKey } });
  await stranger.close();
  return payloadOf(data, "visitStart").visit.secret;
}

async function write(visitor, body, clientMutationId) {
  const data = await visitor.request(WRITE, { input: { clientMutationId, body } });
  return payloadOf(data, "messageWrite").message;
}

async function reply(chatId, body) {
  const answer = await fetch(`${server}/graphql`, {
    method: "POST",
    headers: { "content-type": "application/json", ...authorization(operatorToken) },
    body: JSON.stringify({ query: REPLY, variables: { input: { chatId, body } } }),
  });
  return payloadOf(dataOf(await answer.json()), "messageReply").message;
}

const visitor = connect({ url, token: await come() });
const before = await visitor.request(PLACE);
same(before.myChat, null, "there is no chat before the first message");
const feed = new Feed(visitor, before.headCursor);
feed.follow();

const question = await write(visitor, "Where is my order?", "question");
same(await write(visitor, "Where is my order?", "question"), question, "a retry is the same message");
await feed.reach(1);

const { myChat: { id: chatId } } = await visitor.request(PLACE);
await reply(chatId, "It leaves today.");
await feed.reach(2);

feed.cut();
await reply(chatId, "It has left.");
await reply(chatId, "It arrives tomorrow.");
feed.follow();
await feed.reach(4);

await write(visitor, "Thank you!", "thanks");
await feed.reach(5);
feed.stop();

const { myChat } = await visitor.request(HISTORY);
const told = feed.messages.map(({ id, body, author }) => ({ id, body, author }));
const stored = myChat.messages.nodes.map(({ id, body, author }) => ({ id, body, author }));
same(told, stored, "the list of the feed is the list of the table");
same(told.map(({ author }) => author), ["ME", "OPERATOR", "OPERATOR", "OPERATOR", "ME"]);
ok(told[0].id === question.id);
await visitor.close();
console.log(`${name}: ${told.length} messages, each once and in order, over one cut`);
exit(0);
