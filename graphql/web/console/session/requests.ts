/** What somebody asks of the server before they are signed in: its own routes, each answered with JSON. */
import { address } from "../address";

const TYPE = { "content-type": "application/json" };
/** Other sites cannot send it. */
const CSRF = { "x-switchboard-csrf": "1" };

export interface Refusal {
  kind: "refused";
  /** As the server's routes name it: `SECOND_FACTOR_REQUIRED`. */
  code: string;
  message: string;
  retryAfterSeconds: number | undefined;
}

export type Answer<Body> = { kind: "done"; body: Body } | Refusal | { kind: "away" };

/** By what operators sign in here. */
export interface Ways {
  password: boolean;
  oidc: boolean;
}

export interface SignedIn {
  operatorId: string;
  name: string;
  /** Of whoever has just set up an authenticator app; told this once. */
  recoveryCodes?: readonly string[];
}

/** What an authenticator app is set up with. */
export interface TotpSetup {
  secret: string;
  url: string;
}

/** By what somebody is known before the second factor. */
export type Proof =
  | { kind: "password"; email: string; password: string }
  /** The identity provider's word, which this browser keeps in a cookie. */
  | { kind: "oidc" };

export const ways = (): Promise<Answer<Ways>> => ask("GET", "/session");

export function signIn(proof: Proof, code?: string): Promise<Answer<SignedIn>> {
  return proof.kind === "oidc"
    ? ask("POST", "/session/oidc", { code })
    : ask("POST", "/session", { ...pair(proof), code });
}

export function beginTotp(proof: Proof): Promise<Answer<TotpSetup>> {
  return proof.kind === "oidc"
    ? ask("POST", "/session/oidc/totp", {})
    : ask("POST", "/session/totp", pair(proof));
}

export const signOut = (): Promise<Answer<unknown>> => ask("DELETE", "/session");

/** Is there nobody yet who could sign in. */
export const setup = (): Promise<Answer<{ isNeeded: boolean }>> => ask("GET", "/setup");

export const createFirstAdmin = (input: {
  secret: string;
  name: string;
  email: string;
  password: string;
}): Promise<Answer<SignedIn>> => ask("POST", "/setup", input);

export const acceptInvitation = (input: {
  secret: string;
  name: string;
  password: string;
}): Promise<Answer<{ email: string; name: string }>> => ask("POST", "/invitation", input);

/** Where a browser is sent to sign in with the identity provider, and comes back from. */
export function oidcAddress(returnTo: string): string {
  return address(`/session/oidc?${new URLSearchParams({ returnTo })}`);
}

function pair({ email, password }: { email: string; password: string }) {
  return { email, password };
}

async function ask<Body>(
  method: string,
  path: `/${string}`,
  input?: unknown,
): Promise<Answer<Body>> {
  let response: Response;
  let body: unknown;
  try {
    response = await fetch(address(path), {
      method,
      cache: "no-store",
      headers: { accept: TYPE["content-type"], ...CSRF, ...(input === undefined ? {} : TYPE) },
      ...(input === undefined ? {} : { body: JSON.stringify(input) }),
    });
    body = response.status === 204 ? undefined : await response.json();
  } catch {
    return { kind: "away" };
  }
  return response.ok
    ? { kind: "done", body: body as Body }
    : refusalOf(body, response.headers.get("retry-after"));
}

/** Exported for its test: proxies answer with what they like. */
export function refusalOf(body: unknown, retryAfter: string | null): Refusal | { kind: "away" } {
  const { error } = (body ?? {}) as { error?: { code?: unknown; message?: unknown } };
  if (typeof error?.code !== "string" || typeof error.message !== "string") {
    return { kind: "away" };
  }
  const seconds = Number(retryAfter ?? Number.NaN);
  return {
    kind: "refused",
    code: error.code,
    message: error.message,
    retryAfterSeconds: Number.isFinite(seconds) ? seconds : undefined,
  };
}
