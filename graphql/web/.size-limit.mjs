/** What a reader downloads before anything is to be seen, gzip; the limits of the design, a little below its promise. */
import { readFileSync } from "node:fs";

/** @typedef {Record<string, { file: string, name?: string, src?: string, isEntry?: boolean, imports?: string[], css?: string[], dynamicImports?: string[] }>} Manifest */

/** @param {string} folder @returns {Manifest} */
const manifest = (folder) => JSON.parse(readFileSync(`${folder}/manifest.json`, "utf8"));

/** The files that come with this chunk. @param {Manifest} all @param {string} key @returns {Set<string>} */
function withImports(all, key, seen = new Set()) {
  const chunk = all[key];
  if (chunk && !seen.has(chunk.file)) {
    seen.add(chunk.file);
    for (const sheet of chunk.css ?? []) {
      seen.add(sheet);
    }
    for (const name of chunk.imports ?? []) {
      withImports(all, name, seen);
    }
  }
  return seen;
}

/** @param {string} folder @param {string} limit @param {string} name */
function program(folder, limit, name) {
  const all = manifest(folder);
  const entry = Object.keys(all).find((key) => all[key]?.isEntry) ?? "";
  // The catalogue of one language comes with the first load.
  const words = Object.keys(all).filter((key) => key.endsWith("words/uk.po"));
  const first = new Set([entry, ...words].flatMap((key) => [...withImports(all, key)]));
  const lazy = Object.values(all)
    .filter((chunk) => !chunk.isEntry && !first.has(chunk.file) && chunk.file.endsWith(".js"))
    .map((chunk) => ({
      name: `${name}, lazy: ${chunk.name}`,
      path: `${folder}/${chunk.file}`,
      limit: "60 kB",
      gzip: true,
    }));
  return [
    { name, path: [...first].map((file) => `${folder}/${file}`), limit, gzip: true },
    ...lazy,
  ];
}

export default [
  ...program("dist/console", "240 kB", "console"),
  ...program("dist/widget", "42 kB", "widget"),
  { name: "loader", path: "dist/widget/loader.js", limit: "4 kB", gzip: true },
];
