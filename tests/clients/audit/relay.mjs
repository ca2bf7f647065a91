// Compiles Relay documents against an exported schema: node audit/relay.mjs SCHEMA FOLDER
// The compiler works on copies in a temporary folder, so that nothing is generated into the tree.

import { execFile } from "node:child_process";
import { copyFile, cp, mkdir, mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process, { argv, exit } from "node:process";
import { promisify } from "node:util";
import compiler from "relay-compiler";

const [schema, documents] = argv.slice(2);
if (!documents) {
  console.error("usage: node audit/relay.mjs SCHEMA FOLDER");
  exit(2);
}

async function compile(folder) {
  await cp(documents, join(folder, "src"), { recursive: true });
  await copyFile(schema, join(folder, "schema.graphql"));
  await mkdir(join(folder, "artifacts"));
  const config = join(folder, "relay.config.json");
  await writeFile(
    config,
    JSON.stringify({
      src: "src",
      schema: "schema.graphql",
      language: "javascript",
      artifactDirectory: "artifacts",
    }),
  );
  const { stdout, stderr } = await promisify(execFile)(compiler, ["--repersist", config], {
    cwd: folder,
  });
  const said = `${stdout}${stderr}`;
  if (/\b(error|warn(ing)?)\b/i.test(said)) throw new Error(said);
  return readdir(join(folder, "artifacts"));
}

const folder = await mkdtemp(join(tmpdir(), "switchboard-relay-"));
try {
  const artifacts = await compile(folder);
  console.log(`${artifacts.length} artifacts, without a finding`);
  if (artifacts.length === 0) process.exitCode = 1;
} catch (failed) {
  console.error(failed.stdout ?? "", failed.stderr ?? "", failed.message);
  process.exitCode = 1;
} finally {
  await rm(folder, { recursive: true, force: true });
}
