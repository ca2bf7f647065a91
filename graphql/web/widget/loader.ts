/**
 * The script that a company's page includes: it draws the launcher, keeps what the page asks for, and
 * fetches the app when somebody is about to use it. It requests nothing and stores nothing by itself.
 */
import { createHost } from "./loader/host";
import type { Settings } from "./settings";

/** The server's answer is `{const SWITCHBOARD={..};<this file>}`. */
declare const SWITCHBOARD: Settings;

const host = createHost(SWITCHBOARD);

/** What the page may call; the one global name of the widget. */
const api = { open: host.open, close: host.close, toggle: host.toggle };

declare global {
  interface Window {
    Switchboard?: typeof api;
  }
}

// A page that includes the snippet twice has one launcher.
if (!window.Switchboard) {
  window.Switchboard = api;
  if (document.body) {
    host.attach();
  } else {
    addEventListener("DOMContentLoaded", host.attach, { once: true });
  }
}
