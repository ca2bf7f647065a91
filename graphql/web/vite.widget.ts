/** The widget's app, which the loader imports; as one module with a hashed name and its languages beside. */
import { defineConfig } from "vite";
import { at, server, TARGET, words } from "./vite.shared.ts";

export default defineConfig({
  root: at("widget"),
  // Relative: the widget runs on other people's pages.
  base: "./",
  plugins: [words()],
  oxc: { jsx: { importSource: "preact" } },
  server,
  build: {
    outDir: at("dist/widget"),
    emptyOutDir: true,
    target: TARGET,
    manifest: true,
    assetsInlineLimit: 0,
    modulePreload: false,
    rolldownOptions: {
      input: at("widget/app.tsx"),
      preserveEntrySignatures: "strict",
      output: {
        entryFileNames: "app.[hash].js",
        chunkFileNames: "[name].[hash].js",
        assetFileNames: "[name].[hash][extname]",
      },
    },
  },
});
