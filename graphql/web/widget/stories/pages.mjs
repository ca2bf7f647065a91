/** Pages as companies have them: plain ones, and those that break what is built on them. */
import { BOOTSTRAP_MODAL, BOOTSTRAP_STYLE, TURBO } from "./frameworks.mjs";

const snippet = ({ desk, query }, attributes = "") =>
  `<script async src="${desk}/widget/${query.get("key") ?? "site"}.js" ${attributes}></script>`;

const page = (about, { head = "", body = "", html = 'lang="en"', attributes = "" } = {}) =>
  `<!doctype html><html ${html}><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1"><title>Lumen Pay</title>${head}</head>
<body><h1>Lumen Pay</h1><p>Payments for everybody who sells.</p>${body}
${snippet(about, attributes)}</body></html>`;

const ws = (desk) => desk.replace(/^http/, "ws");

/** @type {Record<string, (about: { desk: string, query: URLSearchParams }) => { html: string, headers?: object }>} */
export const PAGES = {
  /** A browser asks for it by itself. */
  "favicon.ico": () => ({ html: "" }),
  plain: (about) => ({ html: page(about) }),
  arabic: (about) => ({ html: page(about, { html: 'lang="ar" dir="rtl"' }) }),
  spoken: (about) => ({ html: page(about, { attributes: 'data-language="uk"' }) }),
  unknown: (about) => ({ html: page(about, { html: 'lang="fi"' }) }),
  twice: (about) => ({ html: page(about, { body: snippet(about) }) }),
  before: (about) => ({
    html: page(about, {
      head: `<script>window.Switchboard = [["on", "open", () => { window.wasOpened = true; }],
        ["prefill", { message: "From before" }], ["open"], ["fly"]];</script>`,
    }),
  }),
  inline: (about) => ({
    html: page(about, {
      body: `<div id="support" style="block-size: 520px; inline-size: 400px"></div>`,
      attributes: 'data-mount="#support"',
    }),
  }),
  /** Everything that a page may load is said, and nothing more. */
  strict: (about) => ({
    headers: {
      "content-security-policy": `default-src 'none'; script-src ${about.desk}; connect-src ${about.desk} ${ws(about.desk)}; img-src ${about.desk}; media-src ${about.desk}; require-trusted-types-for 'script'; trusted-types 'none'`,
    },
    html: page(about),
  }),
  nonce: (about) => ({
    headers: {
      "content-security-policy": `default-src 'none'; script-src 'nonce-abc' 'strict-dynamic'; connect-src ${about.desk} ${ws(about.desk)}; img-src ${about.desk}; require-trusted-types-for 'script'; trusted-types 'none'`,
    },
    html: page(about, { attributes: 'nonce="abc"' }),
  }),
  isolated: (about) => ({
    headers: {
      "cross-origin-embedder-policy": "require-corp",
      "cross-origin-opener-policy": "same-origin",
    },
    html: page(about),
  }),
  unset: (about) => ({
    html: page(about, {
      head: `<style>* { all: unset !important; } html { font-size: 8px !important; }
        div { display: none !important; } button { transform: scale(3) !important; }</style>`,
    }),
  }),
  small: (about) => ({ html: page(about, { head: "<style>html { font-size: 8px; }</style>" }) }),
  throwing: (about) => ({
    html: page(about, {
      head: `<script>for (const name of ["localStorage", "sessionStorage"])
        Object.defineProperty(window, name, { get() { throw new DOMException("no", "SecurityError"); } });</script>`,
    }),
  }),
  shortcuts: (about) => ({
    html: page(about, {
      body: `<input id="search"><script>
        window.heard = [];
        for (const name of ["keydown", "paste", "focusin", "drop"])
          document.addEventListener(name, (event) => { heard.push(name);
            if (event.key === "s") { event.preventDefault(); document.getElementById("search").focus(); } });</script>`,
    }),
  }),
  right: (about) => ({
    html: page(about, { html: 'dir="rtl"', head: "<style>html { font-size: 8px; }</style>" }),
  }),
  bootstrap: (about) => ({
    html: page(about, { head: BOOTSTRAP_STYLE, body: BOOTSTRAP_MODAL }),
  }),
  turbo: (about) => ({
    html: page(about, { body: `<p>The first page</p><a href="/turbo_on">On</a>${TURBO}` }),
  }),
  turbo_on: (about) => ({
    html: page(about, { body: `<p>The second page</p><a href="/turbo">Back</a>${TURBO}` }),
  }),
  trap: (about) => ({
    html: page(about, {
      body: `<div id="modal" tabindex="-1"><button>Buy</button></div><script>
        document.addEventListener("focusin", (event) => {
          const modal = document.getElementById("modal");
          if (!modal.contains(event.target)) modal.querySelector("button").focus(); });</script>`,
    }),
  }),
};
