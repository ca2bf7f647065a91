/**
 * Shows what is pushed with the console closed, and opens what it is about: nothing else, and nothing is kept for pages.
 * The words are the page's, which leaves them in the language of whoever is signed in.
 */
const CACHE = "switchboard-push";
/** Below the path that a proxy may take away: where this script is. */
const place = (path) => new URL(`.${path}`, self.registration.scope).href;
const WORDS = "/push-words";
const ICON = "/icon-192.png";

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

self.addEventListener("push", (event) => event.waitUntil(show(event.data?.json() ?? {})));

self.addEventListener("notificationclick", (event) => {
  event.notification.close();
  event.waitUntil(open(event.notification.data?.address ?? "/"));
});

self.addEventListener("pushsubscriptionchange", (event) => event.waitUntil(renew(event)));

async function words() {
  const kept = await (await caches.open(CACHE)).match(place(WORDS));
  return kept ? kept.json() : { desk: "Switchboard", kinds: {}, test: "" };
}

async function show({ topic, kind, chatNumber, subjectId, name, text, at }) {
  const { desk, kinds, test } = await words();
  const said = topic === "test" ? test : (kinds[kind] ?? "");
  const [title, body] = name ? [name, text ? `${said}: ${text}` : said] : [said || desk, desk];
  await self.registration.showNotification(title, {
    body,
    icon: place(ICON),
    badge: place(ICON),
    // What is about one thing is one line, which sounds again.
    tag: topic,
    renotify: Boolean(topic),
    timestamp: at,
    data: { address: addressOf(kind, chatNumber, subjectId) },
  });
}

function addressOf(kind, chatNumber, subjectId) {
  if (chatNumber) {
    return `/inbox/${chatNumber}`;
  }
  return kind === "CHANNEL_BROKEN" ? `/settings/channels/${subjectId}` : "/";
}

/** A tab that is there goes to it; else one is opened. */
async function open(address) {
  const tabs = await self.clients.matchAll({ type: "window", includeUncontrolled: true });
  const tab = tabs.find(({ focused }) => focused) ?? tabs[0];
  if (tab) {
    await tab.focus();
    tab.postMessage({ kind: "go", address });
  } else {
    await self.clients.openWindow(place(address));
  }
}

/** The push service has another address for this browser: the server learns of it by whoever is signed in here. */
async function renew({ oldSubscription, newSubscription }) {
  const { options } = oldSubscription ?? {};
  const subscription =
    newSubscription ?? (options && (await self.registration.pushManager.subscribe(options)));
  const { renewing } = await words();
  if (!subscription || !renewing) {
    return;
  }
  const { endpoint, keys } = subscription.toJSON();
  await fetch(place("/graphql"), {
    method: "POST",
    headers: { "content-type": "application/json", "x-switchboard-csrf": "1" },
    body: JSON.stringify({
      extensions: { persistedQuery: { version: 1, sha256Hash: renewing } },
      variables: { input: { endpoint, publicKey: keys.p256dh, secret: keys.auth } },
    }),
  });
}
