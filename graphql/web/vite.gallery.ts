/** Every part in every state on one page, for tests and for whoever builds one. */
import { defineConfig } from "vite";
import { at, server, TARGET, words } from "./vite.shared.ts";

export default defineConfig({
  root: at("."),
  // Which JSX is meant says the `tsconfig.json` beside the file.
  plugins: [words()],
  server,
  build: {
    outDir: at("dist/gallery"),
    emptyOutDir: true,
    target: TARGET,
    rolldownOptions: { input: at("gallery/index.html") },
  },
});
