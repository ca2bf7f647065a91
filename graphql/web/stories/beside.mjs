/**
 * Stories beside each other, where there are processors for it: each has a desk, a browser and often a database that
 * compute for it. The program that calls `beside` is started once more for each, and each takes the next story when it
 * has told one.
 */
import { fork } from "node:child_process";
import { once } from "node:events";
import { availableParallelism } from "node:os";
import { argv, env, exit } from "node:process";
import { chromium } from "playwright-core";

const DESKS = availableParallelism() < 4 ? 1 : 2;
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
