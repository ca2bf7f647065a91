/** What the generated clients need besides: the types without `id`, and the documents that the server is told. */
import { copyFileSync, existsSync, readFileSync, writeFileSync } from "node:fs";
import { buildSchema, isObjectType } from "graphql";

/** @param {string} path */
const at = (path) => new URL(`../${path}`, import.meta.url);

const sdl = readFileSync(at("../schema/schema.graphql"), "utf8");
const embedded = Object.values(buildSchema(sdl).getTypeMap())
  .filter(
    (type) => isObjectType(type) && !type.name.startsWith("__") && !("id" in type.getFields()),
  )
  .map((type) => type.name)
  .sort();
const text = `/** Types without an \`id\`, which graphcache keeps inside of what holds them. */
export const EMBEDDED: readonly string[] = ${JSON.stringify(embedded, null, 2)};
`;
writeFileSync(at("client/operator/embedded.ts"), text);

for (const [schema, program] of [
  ["operator", "console"],
  ["visitor", "widget"],
]) {
  const documents = at(`client/${schema}/persisted-documents.json`);
  if (existsSync(documents)) {
    copyFileSync(documents, at(`client/${program}.documents.json`));
  }
}
