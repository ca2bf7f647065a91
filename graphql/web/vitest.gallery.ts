/** The parts in a real browser: what axe finds, what keys do, and pictures to look at in `dist/pictures`. */
import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["gallery/**/*.spec.ts"],
    environment: "node",
    fileParallelism: false,
    testTimeout: 120_000,
    hookTimeout: 120_000,
  },
});
