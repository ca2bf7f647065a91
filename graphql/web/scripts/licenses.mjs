/** Fails on a package whose licence is not permissive; the list is that of `deny.toml`, with two of npm's own. */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { ROOT, report } from "./files.mjs";

const PERMISSIVE = new Set([
  "0BSD",
  "Apache-2.0",
  "BlueOak-1.0.0",
  "BSD-2-Clause",
  "BSD-3-Clause",
  "ISC",
  "MIT",
  "MIT-0",
  "Unicode-3.0",
  "Unlicense",
  "Zlib",
]);
/** Used to build or to test and never given away: what they ask of a copy asks nothing of us. */
const TOOLS = /** @type {Record<string, string>} */ ({
  "axe-core": "MPL-2.0",
  lightningcss: "MPL-2.0",
  argparse: "Python-2.0",
  "caniuse-lite": "CC-BY-4.0",
});
/** What stands in their licence files alone. */
const TOLD = /** @type {Record<string, string>} */ ({
  "@react-aria/optimize-locales-plugin": "Apache-2.0",
  "cli-table": "MIT",
});

const lock = JSON.parse(readFileSync(join(ROOT, "package-lock.json"), "utf8"));
/** @type {import("./files.mjs").Finding[]} */
const findings = [];
for (const [path, entry] of Object.entries(lock.packages)) {
  const manifest = join(ROOT, path, "package.json");
  // Other machines' binaries are in the lock file, not on the disk: they are as this machine's are.
  if (path === "" || !existsSync(manifest)) {
    continue;
  }
  const { license, licenses } = JSON.parse(readFileSync(manifest, "utf8"));
  const name = path.slice(path.lastIndexOf("node_modules/") + "node_modules/".length);
  const old = licenses?.map((/** @type {{ type: string }} */ one) => one.type).join(" OR ");
  const found = license?.type ?? license ?? old ?? TOLD[name];
  const tool = Object.keys(TOOLS).find((known) => name === known || name.startsWith(`${known}-`));
  const isTool = (entry.dev || entry.devOptional) && tool !== undefined && TOOLS[tool] === found;
  if (!isPermissive(String(found)) && !isTool) {
    findings.push({ path: "package-lock.json", line: 1, message: `${name} is under ${found}` });
  }
}
report(findings);

/** Of an expression such as `(MIT OR GPL-2.0)` one may be chosen; of `A AND B` both must do.
 * @param {string} expression @returns {boolean} */
function isPermissive(expression) {
  const bare = expression.replace(/[()]/g, "").trim();
  const either = bare.split(" OR ");
  return either.some((part) => part.split(" AND ").every((one) => PERMISSIVE.has(one.trim())));
}
