// A Bot API that others wrote, telegram-test-api, on a free port of this machine:
//   node telegram.mjs BOT_TOKEN
// Says where it listens, then obeys the lines of its input, each answered by one line: `say TEXT` lets
// its client write to the bot, `history` gives all that it keeps as JSON. Ends with its input.

import { once } from "node:events";
import { createServer } from "node:net";
import { argv, exit, stdin } from "node:process";
import { createInterface } from "node:readline";
import TelegramServer from "telegram-test-api";

const HOST = "127.0.0.1";

const [token] = argv.slice(2);
if (!token) {
  console.error("usage: node telegram.mjs BOT_TOKEN");
  exit(2);
}

// It takes no port 0: the port is found for it.
async function freePort() {
  const probe = createServer().listen(0, HOST);
  await once(probe, "listening");
  const { port } = probe.address();
  probe.close();
  await once(probe, "close");
  return port;
}

const server = new TelegramServer({ host: HOST, port: await freePort() });
await server.start();
const client = server.getClient(token, { chatId: 4821, userId: 4821, firstName: "Olena" });
console.log(server.config.apiURL);

for await (const line of createInterface({ input: stdin })) {
  const [command, ...words] = line.split(" ");
  if (command === "say") {
    const answer = await client.sendMessage(client.makeMessage(words.join(" ")));
    console.log(JSON.stringify(answer));
  } else if (command === "history") {
    console.log(JSON.stringify(await client.getUpdatesHistory()));
  } else {
    throw new Error(`unknown command: ${line}`);
  }
}
await server.stop();
