/** The project's own files with their texts. */
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, sep } from "node:path";
import { fileURLToPath } from "node:url";

export const ROOT = join(dirname(fileURLToPath(import.meta.url)), "..");
const FOREIGN = ["node_modules", "client", "dist"];

/** @typedef {{ path: string, text: string }} File */
/** @typedef {{ path: string, line: number, message: string }} Finding */

/** @returns {File[]} */
export function files() {
  return below(ROOT).map((path) => ({
    path: relative(ROOT, path).split(sep).join("/"),
    text: readFileSync(path, "utf8"),
  }));
}

/** @param {string} folder @returns {string[]} */
function below(folder) {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) {
      return FOREIGN.includes(entry.name) ? [] : below(path);
    }
    return [path];
  });
}

/** Prints what was found; the process fails where there is anything. @param {Finding[]} findings */
export function report(findings) {
  for (const { path, line, message } of findings) {
    console.error(`${path}:${line}: ${message}`);
  }
  if (findings.length > 0) {
    process.exitCode = 1;
  }
}
