/**
 * Everything that has to hold, one after the other; the first that does not ends it. `SWITCHBOARD_BIN` is the server
 * that the tests and the stories are held against, `CHROMIUM` the browser.
 */
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { env, exit } from "node:process";
import { ROOT } from "./files.mjs";

const STEPS = ["build", "check", "test", "size", "test:gallery", "test:stories"];

const programs = {
  SWITCHBOARD_BIN: resolve(env["SWITCHBOARD_BIN"] ?? `${ROOT}/../../target/debug/switchboard`),
  CHROMIUM: env["CHROMIUM"] ?? "/usr/bin/chromium",
};
for (const [name, path] of Object.entries(programs)) {
  if (!existsSync(path)) {
    console.error(`There is no program at ${path}: say with ${name} where it is.`);
    exit(1);
  }
}
const took = [];
for (const step of STEPS) {
  const since = Date.now();
  const { status } = spawnSync("npm", ["run", "--silent", step], {
    cwd: ROOT,
    env: { ...env, ...programs },
    stdio: "inherit",
  });
  took.push(`${step} ${Math.round((Date.now() - since) / 1000)} s`);
  if (status !== 0) {
    console.error(`\`npm run ${step}\` failed.`);
    exit(1);
  }
}
console.log(took.join(", "));
