/** Every part in every state on one page, for tests and for whoever builds one. */
import { defineConfig } from "vite";
import { at, server, TARGET, withoutMarkup, words } from "./vite.shared.ts";

/** The console's policy (`style-src` of which has a nonce in each answer), so that a part which breaks it is found. */
const NONCE = "gallery";
const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  `style-src 'self' 'nonce-${NONCE}'`,
  "img-src 'self' blob:",
  "media-src 'self' blob:",
  "font-src 'self'",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'self'",
  "require-trusted-types-for 'script'",
].join("; ");

export default defineConfig({
  root: at("."),
  // Which JSX is meant says the `tsconfig.json` beside the file.
  plugins: [words(), withoutMarkup()],
  html: { cspNonce: NONCE },
  server,
  preview: { headers: { "content-security-policy": POLICY } },
  build: {
    outDir: at("dist/gallery"),
    emptyOutDir: true,
    target: TARGET,
    // `data:` addresses are not in the policy.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      checks: { pluginTimings: false },
      // "use client" is for servers that draw React; there is none here.
      onwarn: (warning, warn) => {
        if (warning.code !== "MODULE_LEVEL_DIRECTIVE") {
          warn(warning);
        }
      },
      input: at("gallery/index.html"),
    },
  },
});
