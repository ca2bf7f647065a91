/** What a page or a server comes to show: it is looked at until it is so, as people do. */
import { deepEqual } from "node:assert/strict";
import { setTimeout as pause } from "node:timers/promises";
import { isDeepStrictEqual } from "node:util";

const PATIENCE_MS = 30_000;
const PAUSE_MS = 50;

/** Waits until `read` gives what is wanted. What must never be shown is not for this: it may be shown before. */
export async function shows(read, wanted, otherwise) {
  const end = Date.now() + PATIENCE_MS;
  let found = await read();
  while (!isDeepStrictEqual(found, wanted) && Date.now() < end) {
    await pause(PAUSE_MS);
    found = await read();
  }
  deepEqual(found, wanted, otherwise);
}
