/** This browser and pushes (F80): asked for by a press alone, subscribed with the server's key, renewed at each start. */
import type { I18n } from "@lingui/core";
import { msg } from "@lingui/core/macro";
import type { Client } from "@urql/core";
import { address } from "../../address";
import { BROWSERS, PUSH_SUBSCRIPTION_CREATE, PUSH_SUBSCRIPTION_DELETE } from "./documents";
import { KINDS } from "./kinds";

const WORKER = address("/sw.js");
const CACHE = "switchboard-push";
const WORDS = address("/push-words");

/** Why this browser cannot be told with the console closed, or whether it is. */
export type PushState =
  | { kind: "on"; id: string }
  | { kind: "off" }
  | { kind: "blocked" }
  /** On an iPhone and an iPad the console has to be installed first. */
  | { kind: "install" }
  | { kind: "unsupported" };

/** Whoever has pushes on here; another operator in this browser has not asked for them. */
const keyOf = (operatorId: string) => `switchboard:${operatorId}:push`;

interface Policies {
  createPolicy(
    name: string,
    rules: { createScriptURL: (address: string) => string },
  ): { createScriptURL: (address: string) => string };
}

/** The policy admits this one address: a browser that enforces them takes no plain text for a worker. */
let policy: { createScriptURL: (address: string) => string } | undefined;
function workerAddress(): string {
  const { trustedTypes } = globalThis as { trustedTypes?: Policies };
  policy ??= trustedTypes?.createPolicy("sw", {
    createScriptURL: (asked) => {
      if (asked !== WORKER) {
        throw new TypeError("no worker of the console");
      }
      return asked;
    },
  });
  return policy?.createScriptURL(WORKER) ?? WORKER;
}

function lacking(): PushState | undefined {
  const isHere = "serviceWorker" in navigator && "PushManager" in globalThis;
  if (isHere && "Notification" in globalThis) {
    return Notification.permission === "denied" ? { kind: "blocked" } : undefined;
  }
  return /\b(iPhone|iPad)\b/.test(navigator.userAgent)
    ? { kind: "install" }
    : { kind: "unsupported" };
}

export async function pushState(operatorId: string): Promise<PushState> {
  const id = read(keyOf(operatorId));
  return (
    lacking() ?? (id === null || !(await subscriptionOf()) ? { kind: "off" } : { kind: "on", id })
  );
}

async function subscriptionOf(): Promise<PushSubscription | null> {
  const registration = await navigator.serviceWorker.getRegistration();
  return (await registration?.pushManager.getSubscription()) ?? null;
}

/** After a press: asks for the permission, and tells the server. */
export async function turnOn(client: Client, operatorId: string): Promise<PushState> {
  const reason = lacking();
  if (reason) {
    return reason;
  }
  if ((await Notification.requestPermission()) !== "granted") {
    return Notification.permission === "denied" ? { kind: "blocked" } : { kind: "off" };
  }
  return subscribe(client, operatorId);
}

export async function turnOff(client: Client, operatorId: string): Promise<PushState> {
  const id = read(keyOf(operatorId));
  write(keyOf(operatorId), undefined);
  await (await subscriptionOf())?.unsubscribe();
  if (id !== null) {
    const input = { pushSubscriptionId: id };
    await client.mutation(PUSH_SUBSCRIPTION_DELETE, { input }).toPromise();
  }
  return { kind: "off" };
}

/** At each start: what browsers change by themselves, and which session it is, the server learns. */
export async function renew(client: Client, operatorId: string): Promise<void> {
  const isOn = read(keyOf(operatorId)) !== null && lacking() === undefined;
  if (isOn && Notification.permission === "granted") {
    await subscribe(client, operatorId);
  }
}

async function subscribe(client: Client, operatorId: string): Promise<PushState> {
  const { data } = await client.query(BROWSERS, {}, { requestPolicy: "network-only" }).toPromise();
  if (!data) {
    return { kind: "off" };
  }
  await navigator.serviceWorker.register(workerAddress(), { updateViaCache: "none" });
  const { pushManager } = await navigator.serviceWorker.ready;
  const applicationServerKey = bytesOf(data.viewer.pushPublicKey);
  let subscription = await pushManager.getSubscription();
  if (subscription && !isSame(subscription.options.applicationServerKey, applicationServerKey)) {
    await subscription.unsubscribe();
    subscription = null;
  }
  // A browser without a push service, or one that does not reach it, says so by failing.
  subscription ??= await pushManager
    .subscribe({ userVisibleOnly: true, applicationServerKey })
    .catch(() => null);
  if (!subscription) {
    return { kind: "off" };
  }
  const { endpoint = "", keys = {} } = subscription.toJSON();
  const input = { endpoint, publicKey: keys["p256dh"] ?? "", secret: keys["auth"] ?? "" };
  const made = await client.mutation(PUSH_SUBSCRIPTION_CREATE, { input }).toPromise();
  const id = made.data?.pushSubscriptionCreate.pushSubscription?.id;
  if (id === undefined) {
    return { kind: "off" };
  }
  write(keyOf(operatorId), id);
  return { kind: "on", id };
}

/** Leaves the worker the words of its notifications, and by which document it renews itself. */
export async function leaveWords(i18n: I18n, desk: string): Promise<void> {
  if (!("caches" in globalThis)) {
    return;
  }
  const { __meta__ } = PUSH_SUBSCRIPTION_CREATE as { __meta__?: { hash?: string } };
  const words = {
    desk,
    kinds: Object.fromEntries(KINDS.map(({ id, text }) => [id, i18n._(text)])),
    test: i18n._(msg`Notifications work in this browser`),
    renewing: __meta__?.hash,
  };
  const cache = await caches.open(CACHE);
  await cache.put(WORDS, new Response(JSON.stringify(words)));
}

/** What was read is shown no more, where another tab or device has read it. */
export async function closeShown(topic: string): Promise<void> {
  const registration = await navigator.serviceWorker?.getRegistration();
  const shown = (await registration?.getNotifications({ tag: topic })) ?? [];
  for (const notification of shown) {
    notification.close();
  }
}

/** The worker was pressed on: this tab goes there. */
export function onGo(go: (address: string) => void): () => void {
  const take = ({ data }: MessageEvent) => {
    if (data?.kind === "go" && String(data.address).startsWith("/")) {
      go(String(data.address));
    }
  };
  navigator.serviceWorker?.addEventListener("message", take);
  return () => navigator.serviceWorker?.removeEventListener("message", take);
}

function bytesOf(word: string): Uint8Array<ArrayBuffer> {
  const plain = atob(word.replaceAll("-", "+").replaceAll("_", "/"));
  return Uint8Array.from(plain, (character) => character.charCodeAt(0));
}

function isSame(key: ArrayBuffer | null, wanted: Uint8Array): boolean {
  const had = new Uint8Array(key ?? new ArrayBuffer(0));
  return had.length === wanted.length && had.every((byte, place) => byte === wanted[place]);
}

function read(key: string): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

function write(key: string, value: string | undefined): void {
  try {
    if (value === undefined) {
      localStorage.removeItem(key);
    } else {
      localStorage.setItem(key, value);
    }
  } catch {
    // The browser keeps nothing: pushes are asked for again.
  }
}
