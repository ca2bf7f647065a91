/**
 * Stories beside each other: a story waits more than it computes. The program that calls `beside` is started twice more,
 * each time with a desk and a browser of its own, and each of the two takes the next story when it has told one.
 */
import { fork } from "node:child_process";
import { once } from "node:events";
import { argv, env, exit } from "node:process";
import { chromium } from "playwright-core";

const DESKS = 2;
const NONE_LEFT = -1;

/**
 * Ends the process when all `items` are told, without success where one of them fails. `open` gives `tell`, which says
 * how many stories failed, and `end`.
 */
export async function beside(items, open) {
  exit((await (process.send ? tell(items, await open()) : share(items.length))) ? 0 : 1);
}

/** Has no share in the stories itself: whoever waits for a command of its desk answers nobody meanwhile. */
async function share(count) {
  let next = 0;
  const desk = async () => {
    const child = fork(argv[1], argv.slice(2));
    child.on("message", () => child.send(next < count ? next++ : NONE_LEFT));
    const [code] = await once(child, "exit");
    return code === 0;
  };
  const ends = await Promise.all(Array.from({ length: Math.min(DESKS, count) }, desk));
  return ends.every(Boolean);
}

async function tell(items, { tell, end }) {
  let failed = 0;
  for (;;) {
    process.send("next");
    const [index] = await once(process, "message");
    if (index === NONE_LEFT) {
      break;
    }
    failed += await tell(items[index]);
  }
  await end();
  return failed === 0;
}

export const startBrowser = () =>
  chromium.launch({
    executablePath: env["CHROMIUM"] ?? "/usr/bin/chromium",
    args: "--headless --no-sandbox --disable-gpu --disable-background-networking --disable-component-update --disable-sync".split(
      " ",
    ),
  });
