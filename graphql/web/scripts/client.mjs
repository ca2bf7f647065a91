/** What the generated clients need besides: the types without `id`, and the documents that the server is told. */
import { copyFileSync, existsSync, readFileSync, writeFileSync } from "node:fs";
import { buildSchema, isAbstractType, isObjectType } from "graphql";

/** @param {string} path */
const at = (path) => new URL(`../${path}`, import.meta.url);

const sdl = readFileSync(at("../schema/schema.graphql"), "utf8");
const schema = buildSchema(sdl);
const embedded = Object.values(schema.getTypeMap())
  .filter(
    (type) => isObjectType(type) && !type.name.startsWith("__") && !("id" in type.getFields()),
  )
  .map((type) => type.name)
  .sort();
const possible = Object.values(schema.getTypeMap())
  .filter((type) => isAbstractType(type))
  .map((type) => [type.name, schema.getPossibleTypes(type).map(({ name }) => name)]);
const text = `/** Types without an \`id\`, which graphcache keeps inside of what holds them. */
export const EMBEDDED: readonly string[] = ${JSON.stringify(embedded, null, 2)};

/** Which types an interface or a union may turn out to be. */
export const POSSIBLE_TYPES: Record<string, string[]> = ${JSON.stringify(Object.fromEntries(possible), null, 2)};
`;
writeFileSync(at("client/operator/embedded.ts"), text);

for (const [client, program] of [
  ["operator", "console"],
  ["visitor", "widget"],
]) {
  const documents = at(`client/${client}/persisted-documents.json`);
  if (existsSync(documents)) {
    copyFileSync(documents, at(`client/${program}.documents.json`));
  }
}
