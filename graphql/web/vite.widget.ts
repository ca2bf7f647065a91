/** The widget's app, which the loader imports; as one module with a hashed name and its languages beside. */
import { babelOptimizerPlugin } from "@graphql-codegen/client-preset";
import babel from "@rolldown/plugin-babel";
import { defineConfig } from "vite";
import { at, server, TARGET, words } from "./vite.shared.ts";

/** Each document becomes its own constant: the generated table of all their texts stays behind. */
const documents = babel({
  include: /\/widget\/[^?]*\.tsx?(?:$|\?)/,
  plugins: [
    [babelOptimizerPlugin, { artifactDirectory: at("client/visitor"), gqlTagName: "graphql" }],
  ],
});

export default defineConfig({
  root: at("widget"),
  // Relative: the widget runs on other people's pages.
  base: "./",
  plugins: [documents, words()],
  oxc: { jsx: { importSource: "preact" } },
  server,
  build: {
    outDir: at("dist/widget"),
    emptyOutDir: true,
    target: TARGET,
    manifest: "manifest.json",
    assetsInlineLimit: 0,
    modulePreload: false,
    rolldownOptions: {
      checks: { pluginTimings: false },
      input: at("widget/app.tsx"),
      // What a lazy chunk shares with the app stays in it: a further file would be one more way to go.
      preserveEntrySignatures: "allow-extension",
      output: {
        entryFileNames: "app.[hash].js",
        chunkFileNames: "[name].[hash].js",
        assetFileNames: "[name].[hash][extname]",
      },
    },
  },
});
