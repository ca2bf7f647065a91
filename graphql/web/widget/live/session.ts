/** Who the visitor is to the desk: the session's secret, the page's word for them, and what they agreed to. */
import { signal } from "@preact/signals";
import type { ConsentSetMutation, VisitFragment } from "../../client/visitor/graphql";
import { CONSENT, END, IDENTIFY, START } from "./documents";
import type { Memory } from "./memory";
import { type Hashed, RequestError, request } from "./request";

export type Consent = NonNullable<VisitFragment["consent"]>;
type Mended = ConsentSetMutation["consentSet"]["userErrors"];

/** What is kept of a visit. */
interface Kept {
  secret: string;
  expiresAt: string;
  /** Tells one signed-in person from another; says nothing of them. */
  person?: string | undefined;
}

const KEPT = "session";

export class Session {
  readonly secret = signal<string | undefined>(undefined);
  /** What the visitor has to agree to before they can write; absent when there is nothing. */
  readonly consent = signal<Consent | undefined>(undefined);
  readonly isVerified = signal(false);
  readonly #origin: string;
  readonly #channelKey: string;
  readonly #memory: Memory;
  #identity: string | undefined;
  #person: string | undefined;
  #starting: Promise<void> | undefined;

  constructor(origin: string, channelKey: string, memory: Memory) {
    this.#origin = origin;
    this.#channelKey = channelKey;
    this.#memory = memory;
    this.read();
  }

  /** What an earlier visit, or another tab, has kept. Says whether it is another session. */
  read(): boolean {
    const kept = parse(this.#memory.get(KEPT));
    const isOther = kept?.secret !== this.secret.value;
    this.secret.value = kept?.secret;
    this.#person = kept?.person;
    this.isVerified.value = kept?.person !== undefined;
    return isOther;
  }

  get identity(): string | undefined {
    return this.#identity;
  }

  /** Is this token of somebody else than who was here. */
  isOther(token: string): boolean {
    return this.#person !== undefined && this.#person !== personOf(token);
  }

  /** The page's word for the visitor: used now if there is a visit, else when one begins. */
  async identify(token: string): Promise<void> {
    this.#identity = token;
    if (this.secret.value) {
      const { visitIdentify } = await this.ask(IDENTIFY, { input: { identity: token } });
      this.#take(visitIdentify.visit, visitIdentify.userErrors);
    }
  }

  /** Begins the visit, once. */
  start(): Promise<void> {
    if (this.secret.value) {
      return Promise.resolve();
    }
    this.#starting ??= this.#start().finally(() => {
      this.#starting = undefined;
    });
    return this.#starting;
  }

  /** Agrees, or takes it back; afterwards the page's word counts, which could not be kept before. */
  async agree(isGiven: boolean, textVersion: string, locale: string): Promise<void> {
    const { consentSet } = await this.ask(CONSENT, { input: { isGiven, textVersion, locale } });
    fail(consentSet.userErrors);
    if (isGiven) {
      this.consent.value = undefined;
      if (this.#identity) {
        await this.identify(this.#identity);
      }
    }
  }

  /**
   * Leaves: here at once, and then at the desk, which ends the visit in other tabs too; they have to find it gone from
   * the browser first. What cannot be told to the desk now ends there by itself.
   */
  async end(): Promise<void> {
    const secret = this.secret.value;
    this.drop();
    this.#identity = undefined;
    this.#person = undefined;
    if (secret) {
      await request(this.#origin, END, { input: {} }, secret).catch(() => undefined);
    }
  }

  /** The desk knows this session no more. */
  drop(): void {
    this.#memory.remove(KEPT);
    this.secret.value = undefined;
    this.consent.value = undefined;
    this.isVerified.value = false;
  }

  ask<Data, Variables>(document: Hashed<Data, Variables>, variables: Variables): Promise<Data> {
    return request(this.#origin, document, variables, this.secret.value);
  }

  async #start(): Promise<void> {
    const identity = this.#identity ?? null;
    const input = { channelKey: this.#channelKey, identity };
    const { visitStart } = await request(this.#origin, START, { input });
    this.#take(visitStart.visit, visitStart.userErrors);
  }

  #take(visit: VisitFragment | null | undefined, userErrors: Mended): void {
    if (!visit) {
      fail(userErrors);
      throw new RequestError("INTERNAL", "The desk gave no visit.");
    }
    const { secret, expiresAt, isVerified, consent } = visit;
    this.#person = isVerified && this.#identity ? personOf(this.#identity) : undefined;
    this.isVerified.value = isVerified;
    this.consent.value = consent && !consent.isGiven ? consent : undefined;
    const kept: Kept = { secret, expiresAt, person: this.#person };
    this.#memory.set(KEPT, JSON.stringify(kept));
    this.secret.value = secret;
  }
}

/** Something to mend is a failure here: none of it stands in a field of the visitor's. */
export function fail(userErrors: Mended): void {
  const [first] = userErrors;
  if (first) {
    const isIdentity = first.path?.at(-1) === "identity";
    throw new RequestError(isIdentity ? "IDENTITY" : first.code, first.message);
  }
}

/** The same for each token of one person (FNV-1a of its `sub`); a token that is none has its own. */
export function personOf(token: string): string {
  let name = token;
  try {
    const payload = (token.split(".")[1] ?? "").replaceAll("-", "+").replaceAll("_", "/");
    const { sub } = JSON.parse(atob(payload));
    name = typeof sub === "string" ? sub : token;
  } catch {
    // The desk will refuse it, and say why.
  }
  let hash = 0x811c9dc5;
  for (const unit of name) {
    hash = Math.imul(hash ^ (unit.codePointAt(0) ?? 0), 0x01000193) >>> 0;
  }
  return hash.toString(36);
}

function parse(text: string | undefined): Kept | undefined {
  try {
    const kept: Kept | undefined = text === undefined ? undefined : JSON.parse(text);
    return typeof kept?.secret === "string" ? kept : undefined;
  } catch {
    return undefined;
  }
}
