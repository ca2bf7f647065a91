// The GraphQL-over-HTTP audit of npm graphql-http: node audit/http.mjs URL [TOKEN]
// Prints every audit that is not ok, then the count; fails unless all are ok and none is missing.

import { serverAudits } from "graphql-http";
import { argv, exit } from "node:process";

// As many as version 1.23 has: fewer would mean that something was left out.
const AUDITS = 61;

const [url, token] = argv.slice(2);
if (!url) {
  console.error("usage: node audit/http.mjs URL [TOKEN]");
  exit(2);
}

const fetchFn = (resource, options = {}) => {
  const headers = new Headers(options.headers);
  if (token) headers.set("authorization", `Bearer ${token}`);
  return fetch(resource, { ...options, headers });
};

const audits = serverAudits({ url, fetchFn });
let passed = 0;
for (const audit of audits) {
  const result = await audit.fn();
  if (result.status === "ok") passed += 1;
  else console.error(`${result.status} ${audit.id} ${audit.name}: ${result.reason}`);
}
console.log(`${passed} of ${audits.length} audits ok`);
exit(passed === AUDITS && audits.length === AUDITS ? 0 : 1);
