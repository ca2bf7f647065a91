/** The operators' console: one page with hashed files. The server puts the nonce of each answer in. */
import optimizeLocales from "@react-aria/optimize-locales-plugin";
import babel from "@rolldown/plugin-babel";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";
import { inlineDocuments } from "./scripts/inline_documents.mjs";
import { at, requestsApart, server, TARGET, withoutMarkup, words } from "./vite.shared.ts";

/** Replaced by the server in each answer, see `style-src` of the console's policy. */
const NONCE = "SWITCHBOARD_NONCE";

export default defineConfig({
  root: at("console"),
  // The server writes where it is reached in front of `./assets` in the page; modules know where they are.
  base: "./",
  plugins: [
    react(),
    babel({
      include: /\/(console|live)\/[^?]*\.tsx?(?:$|\?)/,
      plugins: [inlineDocuments(at("client/operator/graphql.ts"))],
    }),
    words(),
    withoutMarkup(),
    requestsApart(),
    // The widest of each of our languages; React Aria brings 34 others.
    {
      ...optimizeLocales.vite({ locales: ["en-US", "uk-UA", "de-DE", "es-ES", "ar-AE"] }),
      enforce: "pre",
    },
  ],
  html: { cspNonce: NONCE },
  server,
  // What is bundled beforehand passes no plugin.
  optimizeDeps: { exclude: ["@urql/core"] },
  build: {
    outDir: at("dist/console"),
    emptyOutDir: true,
    target: TARGET,
    manifest: "manifest.json",
    // `data:` addresses are not in the policy.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
});
