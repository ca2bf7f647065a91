/** Logic alone: what draws is seen in the gallery and in the stories. */
import { defineConfig } from "vitest/config";
import { requestsApart, words } from "./vite.shared.ts";

export default defineConfig({
  plugins: [words(), requestsApart()],
  test: {
    include: ["**/*.test.{ts,mjs}"],
    environment: "node",
    // What passes the plugins.
    server: { deps: { inline: [/\burql\b/] } },
    // What goes over a real line takes as long as a busy machine lets it.
    testTimeout: 240_000,
    hookTimeout: 240_000,
  },
});
