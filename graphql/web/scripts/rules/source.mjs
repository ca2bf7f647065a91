/** A TypeScript file as a tree, and what is common to the rules that walk it. */
import { parseSync, traverse } from "@babel/core";

/** @typedef {import("../files.mjs").File} File */
/** @typedef {import("../files.mjs").Finding} Finding */

const SCRIPT = /\.tsx?$/;
const TEST = /\.(test|gallery)\.tsx?$/;

/** What runs in a browser before people. @param {File} file */
export const isProduct = ({ path }) =>
  SCRIPT.test(path) && !TEST.test(path) && /^(console|widget|live|text|tokens|words)\//.test(path);

/** @param {File} file @param {import("@babel/core").Visitor} visitor */
export function walk({ path, text }, visitor) {
  /** @type {("typescript" | "jsx")[]} */
  const plugins = path.endsWith("x") ? ["typescript", "jsx"] : ["typescript"];
  const tree = parseSync(text, {
    filename: path,
    sourceType: "module",
    parserOpts: { plugins },
    babelrc: false,
    configFile: false,
  });
  if (!tree) {
    throw new Error(`${path} could not be parsed`);
  }
  traverse(tree, visitor);
}

/** Findings of one rule, file by file.
 * @param {File[]} files
 * @param {(file: File, found: (line: number | undefined, message: string) => void) => void} look
 * @returns {Finding[]} */
export function each(files, look) {
  /** @type {Finding[]} */
  const findings = [];
  for (const file of files) {
    look(file, (line, message) => findings.push({ path: file.path, line: line ?? 1, message }));
  }
  return findings;
}
