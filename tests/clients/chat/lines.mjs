// The lines that a client holds, so that a test can cut them as a lost network does: without a word.

import WebSocket from "ws";

// A WebSocket class whose open sockets can be torn down.
export function cuttableSockets() {
  const open = new Set();
  class CuttableSocket extends WebSocket {
    constructor(...parameters) {
      super(...parameters);
      open.add(this);
      this.once("close", () => open.delete(this));
    }
  }
  return { CuttableSocket, cut: () => open.forEach((socket) => socket.terminate()) };
}

// A fetch whose answers, also those that stream, can be torn down.
export function cuttableFetch() {
  let line = new AbortController();
  const fetchOnLine = (resource, options = {}) => {
    const signals = [line.signal, options.signal].filter(Boolean);
    return fetch(resource, { ...options, signal: AbortSignal.any(signals) });
  };
  const cut = () => {
    line.abort(new Error("the test cut the line"));
    line = new AbortController();
  };
  return { fetchOnLine, cut };
}
