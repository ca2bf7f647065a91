/** The widget's loader: a script without imports. The server puts the channel's settings around it. */
import { defineConfig } from "vite";
import { at, TARGET } from "./vite.shared.ts";

export default defineConfig({
  build: {
    outDir: at("dist/loader"),
    emptyOutDir: true,
    target: TARGET,
    rolldownOptions: {
      input: at("widget/loader.ts"),
      output: { format: "iife", entryFileNames: "loader.js" },
    },
  },
});
