/**
 * Everything that has to hold, one after the other; the first that does not ends it. `npm run verify -- pages` is what
 * needs no server, `stories` what is held against the one that `SWITCHBOARD_BIN` names, with the plugins of
 * `SWITCHBOARD_PLUGINS`; without a word both. `CHROMIUM` is the browser.
 */
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { argv, env, exit } from "node:process";
import { ROOT } from "./files.mjs";

// What is told of a server is what the first part must not find.
const { SWITCHBOARD_BIN, ...surroundings } = env;
const SERVER = resolve(SWITCHBOARD_BIN ?? `${ROOT}/../../target/debug/switchboard`);
const CHROMIUM = env["CHROMIUM"] ?? "/usr/bin/chromium";
/** @type {Record<string, { steps: string[], programs: Record<string, string> }>} */
const PARTS = {
  pages: { steps: ["build", "check", "test", "size", "test:gallery"], programs: { CHROMIUM } },
  stories: {
    steps: ["test:server", "test:stories"],
    programs: { CHROMIUM, SWITCHBOARD_BIN: SERVER },
  },
};

const wanted = argv.length > 2 ? argv.slice(2) : Object.keys(PARTS);
const unknown = wanted.find((name) => !Object.hasOwn(PARTS, name));
if (unknown !== undefined) {
  fail(`There is no part ${unknown}: say one of ${Object.keys(PARTS).join(", ")}.`);
}
const took = [];
for (const { steps, programs } of wanted.flatMap((name) => PARTS[name] ?? [])) {
  for (const [variable, path] of Object.entries(programs)) {
    if (!existsSync(path)) {
      fail(`There is no program at ${path}: say with ${variable} where it is.`);
    }
  }
  for (const step of steps) {
    const since = Date.now();
    const { status } = spawnSync("npm", ["run", "--silent", step], {
      cwd: ROOT,
      env: { ...surroundings, ...programs },
      stdio: "inherit",
    });
    took.push(`${step} ${Math.round((Date.now() - since) / 1000)} s`);
    if (status !== 0) {
      fail(`\`npm run ${step}\` failed.`);
    }
  }
}
console.log(took.join(", "));

/** @param {string} text */
function fail(text) {
  console.error(text);
  exit(1);
}
