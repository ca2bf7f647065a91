/** What a page may call, as `window.Switchboard`: whatever needs the app waits for it, in order. */
import type { Calls, Emit } from "../calls";
import type { Host } from "./host";
import type { On } from "./listeners";

export interface Api extends Calls {
  open: () => void;
  close: () => void;
  toggle: () => void;
  /** Takes the launcher from the page, or puts it back; what is open stays. */
  hide: () => void;
  show: () => void;
  /** Puts the chat into an element of the page, without a launcher. */
  mount: (place: Element) => void;
  on: On;
  /** A call as the page kept it before the loader came: its name, then what goes with it. */
  push: (call: unknown) => void;
}

const CALLS: readonly (keyof Calls)[] = [
  "identify",
  "forget",
  "consent",
  "setReference",
  "setLanguage",
  "setPage",
  "prefill",
];

/** Are these the calls of a page from before the loader came. */
export const isKept = (value: unknown): value is unknown[] => Array.isArray(value);

export function createApi(host: Host, on: On, emit: Emit): Api {
  // One after the other: a reference belongs to the person who was named before it.
  let last: Promise<unknown> = Promise.resolve();
  const through = (name: keyof Calls) => (argument: never) => {
    const done = last.then(() => host.app()).then(({ calls }) => calls[name](argument));
    last = done.catch((error: unknown) => emit("error", error as Error));
    return done;
  };
  const calls = Object.fromEntries(CALLS.map((name) => [name, through(name)]));
  const { open, close, toggle, hide, show, mount } = host;
  const api = { ...calls, open, close, toggle, hide, show, mount, on } as unknown as Api;

  api.push = (call) => {
    const [name, ...given] = Array.isArray(call) ? call : [call];
    const method = Object.hasOwn(api, String(name)) ? api[name as keyof Api] : undefined;
    if (typeof method !== "function") {
      emit("error", new TypeError(`Switchboard.${name} is no call: see the list in its manual.`));
      return;
    }
    const done: unknown = (method as (...all: unknown[]) => unknown)(...given);
    // It was told by the event already, and nobody waits for what was kept.
    Promise.resolve(done).catch(() => undefined);
  };
  return api;
}
