/** The widget's loader: a script without imports. The server puts the channel's settings around it. */
import { defineConfig } from "vite";
import { at, TARGET } from "./vite.shared.ts";

export default defineConfig({
  build: {
    // Beside the app, whose build empties the folder.
    outDir: at("dist/widget"),
    emptyOutDir: false,
    target: TARGET,
    rolldownOptions: {
      input: at("widget/loader.ts"),
      output: { format: "iife", entryFileNames: "loader.js" },
    },
  },
});
