/** What the worker beside the page does: it is a script by itself, run here with a browser's parts made up. */
import { readFileSync } from "node:fs";
import { runInNewContext } from "node:vm";
import { describe, expect, it, vi } from "vitest";

type Listener = (event: Record<string, unknown>) => void;

const SCRIPT = readFileSync(new URL("../../public/sw.js", import.meta.url), "utf8");
const WORDS = {
  desk: "Lumen Pay",
  kinds: { NEW_MESSAGE: "New message", CHANNEL_BROKEN: "A channel does not work" },
  test: "It works",
  renewing: "a-hash",
};

function started(words: unknown = WORDS, tabs: unknown[] = []) {
  const listeners = new Map<string, Listener>();
  const showNotification = vi.fn(async (..._: unknown[]) => {});
  const openWindow = vi.fn(async (_: string) => {});
  const fetch = vi.fn(async (..._: unknown[]) => {});
  const self = {
    addEventListener: (name: string, listener: Listener) => listeners.set(name, listener),
    registration: { showNotification, scope: "https://host.example/desk/" },
    clients: { matchAll: async () => tabs, openWindow },
  };
  const match = async () => (words ? { json: async () => words } : undefined);
  runInNewContext(SCRIPT, { self, fetch, URL, caches: { open: async () => ({ match }) } });
  const happens = async (name: string, event: Record<string, unknown>) => {
    let done: unknown;
    listeners.get(name)?.({
      ...event,
      waitUntil: (work: unknown) => {
        done = work;
      },
    });
    await done;
  };
  const pushed = (told: unknown) => happens("push", { data: { json: () => told } });
  return { happens, pushed, showNotification, openWindow, fetch };
}

describe("the worker", () => {
  it("says of a chat only that something waits, unless names are wanted", async () => {
    const { pushed, showNotification } = started();
    await pushed({ topic: "chat_1", kind: "NEW_MESSAGE", chatNumber: 7, at: 1 });
    await pushed({ topic: "chat_1", kind: "NEW_MESSAGE", chatNumber: 7, name: "Ana", text: "Hi" });
    expect(showNotification.mock.calls[0]).toMatchObject([
      "New message",
      { body: "Lumen Pay", tag: "chat_1", data: { address: "/inbox/7" } },
    ]);
    expect(showNotification.mock.calls[1]).toMatchObject(["Ana", { body: "New message: Hi" }]);
  });

  it("shows something, whatever came and whether the page has left words", async () => {
    const { pushed, happens, showNotification } = started(null);
    await pushed({ topic: "x", kind: "OF_A_NEWER_SERVER" });
    await happens("push", { data: null });
    expect(showNotification.mock.calls.map(([title]) => title)).toEqual([
      "Switchboard",
      "Switchboard",
    ]);
  });

  it("goes to the tab that is there, and opens one where there is none", async () => {
    const focused = { focused: true, focus: vi.fn(), postMessage: vi.fn() };
    const press = { notification: { close: vi.fn(), data: { address: "/inbox/7" } } };
    const there = started(WORDS, [{ focused: false }, focused]);
    await there.happens("notificationclick", press);
    expect(focused.postMessage).toHaveBeenCalledWith({ kind: "go", address: "/inbox/7" });
    const nowhere = started();
    await nowhere.happens("notificationclick", press);
    expect(nowhere.openWindow).toHaveBeenCalledWith("https://host.example/desk/inbox/7");
  });

  it("tells the server its new address by the page's own document", async () => {
    const { happens, fetch } = started();
    const keys = { p256dh: "point", auth: "secret" };
    const newSubscription = { toJSON: () => ({ endpoint: "https://push.example/2", keys }) };
    await happens("pushsubscriptionchange", { newSubscription });
    const [address, { body }] = fetch.mock.calls[0] as [string, { body: string }];
    expect(address).toBe("https://host.example/desk/graphql");
    expect(JSON.parse(body)).toEqual({
      extensions: { persistedQuery: { version: 1, sha256Hash: "a-hash" } },
      variables: {
        input: { endpoint: "https://push.example/2", publicKey: "point", secret: "secret" },
      },
    });
  });
});
