/** The parts in a real browser: what axe finds, what keys do, and pictures to look at in `dist/pictures`. */
import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["gallery/**/*.spec.ts"],
    environment: "node",
    // Two browsers: a page waits for itself about as long as it computes.
    maxWorkers: 2,
    // As long as a busy machine takes; what is waited for is a state.
    testTimeout: 600_000,
    hookTimeout: 600_000,
    expect: { poll: { timeout: 60_000 } },
  },
});
