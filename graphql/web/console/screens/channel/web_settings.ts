/** The settings of the built-in web chat, as its designer writes them. */
import type { Asked } from "../../../preview/previewed";

export const IDENTITY_SECRET = "identity_secret";

export const ASKED: readonly Asked[] = ["NO", "OPTIONAL", "REQUIRED"];

/** What holds where nothing is set. */
export const USUAL = { accent: "#2B5FD9", onAccent: "#FFFFFF", side: "END" } as const;

/** Colours that white can be read on. */
export const ACCENTS = ["#2B5FD9", "#6D3FC0", "#B3261E", "#A84A00", "#1B7A43", "#171B24"] as const;

export const isColour = (text: string): boolean => /^#[0-9a-f]{6}$/i.test(text);

/** `https://shop.example.com` of whatever somebody types as their site; none where it is no page. */
export function originOf(typed: string): string | undefined {
  const text = typed.trim();
  const address = /^https?:\/\//i.test(text) ? text : `https://${text}`;
  if (text === "" || /[\s*]/.test(text) || !URL.canParse(address)) {
    return undefined;
  }
  const { origin, hostname } = new URL(address);
  const isNamed = hostname.includes(".") || hostname === "localhost" || hostname.startsWith("[");
  return isNamed ? origin : undefined;
}

export interface Code {
  snippet: string;
  policy: string;
  identity: string;
}

/** What a company copies into its pages. `desk` is where the desk is reached from outside. */
export function codeOf(desk: string, key: string): Code {
  const { origin, protocol, host } = new URL(desk);
  const base = desk.replace(/\/$/, "");
  const sockets = `${protocol === "https:" ? "wss" : "ws"}://${host}`;
  return {
    snippet: `<script async src="${base}/widget/${key}.js"></script>`,
    policy: [
      `script-src ${origin}`,
      `connect-src ${origin} ${sockets}`,
      `img-src ${origin}`,
      `media-src ${origin}`,
    ].join(";\n"),
    identity: `// On your server, for whoever is signed in there (Node.js):
import { SignJWT } from "jose";
const secret = new TextEncoder().encode(process.env.SWITCHBOARD_IDENTITY_SECRET);
const token = await new SignJWT({ name: "Ana Kovac", email: "ana@example.org", role: "merchant" })
  .setProtectedHeader({ alg: "HS256" })
  .setSubject("42")
  .setExpirationTime("1h")
  .sign(secret);

// On your page:
window.Switchboard = window.Switchboard || [];
window.Switchboard.push(["identify", token]);`,
  };
}
