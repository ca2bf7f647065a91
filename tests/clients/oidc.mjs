// An identity provider that others wrote, oidc-provider, with a browser beside it:
//   node oidc.mjs CLIENT_ID CLIENT_SECRET REDIRECT_URI
// Says its issuer, on a free port of this machine, then obeys the lines of its input, each answered by one line of
// JSON: `as CLAIMS` says who signs in there from now on, `visit URL` lets a browser without cookies go there and
// follow all ways of the provider, and gives the address at which it leaves, `damage WHAT` spoils the next tokens
// (`none` stops that), `change-keys` lets it sign with a new key and drop the old one, `now` is its clock, `asked`
// counts the codes that were shown to it and how often its keys were asked for. Ends with its input.

import { once } from "node:events";
import { createServer } from "node:http";
import { argv, exit, stdin } from "node:process";
import { createInterface } from "node:readline";
import { SignJWT, UnsecuredJWT, decodeJwt, exportJWK, generateKeyPair, importJWK } from "jose";
import Provider from "oidc-provider";

const HOST = "127.0.0.1";

const [clientId, clientSecret, redirectUri] = argv.slice(2);
if (!redirectUri) {
  console.error("usage: node oidc.mjs CLIENT_ID CLIENT_SECRET REDIRECT_URI");
  exit(2);
}

// The port is in the issuer's name: it is bound first, and served when the provider is there.
let handle;
const server = createServer((request, response) => handle(request, response)).listen(0, HOST);
await once(server, "listening");
const issuer = `http://${HOST}:${server.address().port}`;

async function privateKey(kid) {
  const { privateKey } = await generateKeyPair("RS256", { extractable: true });
  return { ...(await exportJWK(privateKey)), kid, use: "sig", alg: "RS256" };
}
let own = await privateKey("one");
let dropped;
const strange = await privateKey("one");

// Its output is ours: what it notes about a server for production is not for tests.
console.info = () => {};
console.warn = () => {};

let account = {};
let damage = "none";
const asked = { codes: 0, keys: 0 };

const settings = () => ({
  clients: [{ client_id: clientId, client_secret: clientSecret, redirect_uris: [redirectUri] }],
  jwks: { keys: [own] },
  claims: { openid: ["sub"], email: ["email", "email_verified"], profile: ["name"] },
  cookies: { keys: ["only for tests"] },
  features: { devInteractions: { enabled: false } },
  interactions: { url: (_, interaction) => `/interaction/${interaction.uid}` },
  pkce: { required: () => true },
  findAccount: (_, id) => ({ accountId: id, claims: () => ({ ...account, sub: id }) }),
  // Nobody is asked for a consent.
  loadExistingGrant: async (ctx) => {
    const grant = new ctx.oidc.provider.Grant({
      clientId: ctx.oidc.client.clientId,
      accountId: ctx.oidc.session.accountId,
    });
    grant.addOIDCScope("openid email profile");
    await grant.save();
    return grant;
  },
});

let provider;
let callback;
/** What signed in before is forgotten, as after a start. */
function begin() {
  provider = new Provider(issuer, settings());
  provider.use(watched);
  provider.on("server_error", (_, error) => console.error(error));
  callback = provider.callback();
}

// What a provider must not send, signed as the real one signs.
async function damaged(token) {
  const claims = decodeJwt(token);
  const sign = (changed, key = own) =>
    importJWK(key, "RS256").then((imported) =>
      new SignJWT({ ...claims, ...changed }).setProtectedHeader({ alg: "RS256", kid: key.kid }).sign(imported),
    );
  switch (damage) {
    case "nonce":
      return sign({ nonce: "another" });
    case "issuer":
      return sign({ iss: "https://accounts.example.org" });
    case "audience":
      return sign({ aud: "another" });
    case "expired":
      return sign({ exp: claims.iat - 600, iat: claims.iat - 1200 });
    case "subject":
      return sign({ sub: "another" });
    case "key":
      return sign({}, strange);
    case "dropped key":
      return sign({}, dropped);
    case "unknown key":
      return sign({}, { ...strange, kid: `unknown ${asked.codes}` });
    case "unsigned":
      return new UnsecuredJWT(claims).encode();
    default:
      return token;
  }
}
async function watched(ctx, next) {
  const isToken = ctx.path === "/token";
  if (isToken) asked.codes += 1;
  if (ctx.path === "/jwks") asked.keys += 1;
  await next();
  if (isToken && ctx.body?.id_token) ctx.body.id_token = await damaged(ctx.body.id_token);
}

begin();
handle = async (request, response) => {
  if (!request.url.startsWith("/interaction/")) return callback(request, response);
  try {
    // Whoever signs in does so at once.
    const login = { login: { accountId: account.sub, remember: false } };
    await provider.interactionFinished(request, response, login);
  } catch (error) {
    console.error(error);
    response.writeHead(500).end();
  }
};

// Follows the ways of the provider as a browser does, up to the first address of somebody else.
async function visit(start) {
  const cookies = new Map();
  let url = start;
  while (url.startsWith(`${issuer}/`)) {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join("; ");
    const answer = await fetch(url, { redirect: "manual", headers: { cookie } });
    for (const line of answer.headers.getSetCookie()) {
      const [name, value] = line.split(";")[0].split(/=(.*)/s);
      if (value) cookies.set(name, value);
      else cookies.delete(name);
    }
    const location = answer.headers.get("location");
    if (!location) return { status: answer.status, text: await answer.text() };
    url = new URL(location, url).href;
  }
  return { url };
}

console.log(issuer);
for await (const line of createInterface({ input: stdin })) {
  const [, command, rest] = line.match(/^(\S+) ?(.*)$/s);
  let answer = {};
  if (command === "as") account = JSON.parse(rest);
  else if (command === "damage") damage = rest;
  else if (command === "visit") answer = await visit(rest);
  else if (command === "now") answer = { now: Date.now() };
  else if (command === "asked") answer = asked;
  else if (command === "change-keys") {
    dropped = own;
    own = await privateKey("two");
    begin();
  } else throw new Error(`unknown command: ${line}`);
  console.log(JSON.stringify(answer));
}
server.close();
server.closeAllConnections();
