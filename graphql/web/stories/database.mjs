/** A PostgreSQL database of one desk, on the server that `SWITCHBOARD_TEST_POSTGRES` names. */
import { randomUUID } from "node:crypto";
import { env } from "node:process";
import { Client } from "pg";

const SERVER = env["SWITCHBOARD_TEST_POSTGRES"];

export const isThere = SERVER !== undefined;

async function run(statement) {
  const client = new Client({ connectionString: SERVER });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}

/** Its URL, and what drops it. */
export async function createDatabase() {
  const name = `stories_${randomUUID().replaceAll("-", "")}`;
  await run(`CREATE DATABASE ${name}`);
  const url = new URL(SERVER);
  url.pathname = `/${name}`;
  return { url: url.href, drop: () => run(`DROP DATABASE ${name} WITH (FORCE)`) };
}
