/** Prints the licences of the packages that browsers are given; a release has them beside it. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { ROOT } from "./files.mjs";

/** @param {string} folder */
function text(folder) {
  const name = readdirSync(folder).find((file) => /^licen[cs]e(\.(md|txt))?$/i.test(file));
  return name ? readFileSync(join(folder, name), "utf8").trim() : "It brings no text of its own.";
}

const lock = JSON.parse(readFileSync(join(ROOT, "package-lock.json"), "utf8"));
const parts = [
  "The npm packages that the widget and the console are built from, with their licences.",
];
for (const [path, entry] of Object.entries(lock.packages)) {
  const folder = join(ROOT, path);
  // What only builds and tests stays here.
  const isTool = entry.dev || entry.devOptional || entry.optional;
  if (path === "" || isTool || !existsSync(join(folder, "package.json"))) {
    continue;
  }
  const name = path.slice(path.lastIndexOf("node_modules/") + "node_modules/".length);
  const { license } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  parts.push(`${"=".repeat(80)}\n${name} ${entry.version}, ${license}\n\n${text(folder)}`);
}
process.stdout.write(`${parts.join("\n\n")}\n`);
