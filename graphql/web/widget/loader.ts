/**
 * The script that a company's page includes: it draws the launcher, keeps what the page asks for, and
 * fetches the app when somebody is about to use it. It requests nothing and stores nothing by itself.
 */
import { type Api, createApi, isKept } from "./loader/api";
import { createHost } from "./loader/host";
import { createListeners } from "./loader/listeners";
import type { Settings } from "./settings";

/** The server's answer is `{const SWITCHBOARD={..};<this file>}`. */
declare const SWITCHBOARD: Settings;

declare global {
  interface Window {
    /** Before the loader came, an array of calls: `[["identify", token], ["open"]]`. */
    Switchboard?: Api | unknown[];
  }
}

const before = window.Switchboard;

// A page that includes the snippet twice has one launcher.
if (before === undefined || isKept(before)) {
  const script = document.currentScript;
  const { on, emit } = createListeners();
  const host = createHost(SWITCHBOARD, script?.dataset ?? {}, emit);
  const api = createApi(host, on, emit);
  window.Switchboard = api;
  before?.forEach(api.push);
  if (document.body) {
    host.attach();
  } else {
    addEventListener("DOMContentLoaded", host.attach, { once: true });
  }
}
