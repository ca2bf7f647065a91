/** Lays ready what a server gives away: hashed files also compressed, and the documents that are sent by their hash. */
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";

/** @param {string} path */
const at = (path) => new URL(`../${path}`, import.meta.url);

/** @type {Record<string, { file: string }>} */
const manifest = JSON.parse(readFileSync(at("dist/widget/manifest.json"), "utf8"));
for (const { file } of Object.values(manifest)) {
  const bytes = readFileSync(at(`dist/widget/${file}`));
  const params = { [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length };
  writeFileSync(at(`dist/widget/${file}.br`), brotliCompressSync(bytes, { params }));
  writeFileSync(at(`dist/widget/${file}.gz`), gzipSync(bytes, { level: 9 }));
}

mkdirSync(at("dist/documents"), { recursive: true });
copyFileSync(at("client/widget.documents.json"), at("dist/documents/widget.documents.json"));
