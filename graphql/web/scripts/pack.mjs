/** Lays ready what a server gives away: hashed files also compressed, and the documents that are sent by their hash. */
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";

/** @param {string} path */
const at = (path) => new URL(`../${path}`, import.meta.url);

/** @param {string} path */
function compress(path) {
  const bytes = readFileSync(at(path));
  const params = { [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length };
  writeFileSync(at(`${path}.br`), brotliCompressSync(bytes, { params }));
  writeFileSync(at(`${path}.gz`), gzipSync(bytes, { level: 9 }));
}

mkdirSync(at("dist/documents"), { recursive: true });
for (const program of ["console", "widget"]) {
  /** @type {Record<string, { file: string, css?: string[] }>} */
  const manifest = JSON.parse(readFileSync(at(`dist/${program}/manifest.json`), "utf8"));
  const files = Object.values(manifest).flatMap(({ file, css = [] }) => [file, ...css]);
  for (const file of new Set(files)) {
    compress(`dist/${program}/${file}`);
  }
  const documents = `${program}.documents.json`;
  copyFileSync(at(`client/${documents}`), at(`dist/documents/${documents}`));
}
