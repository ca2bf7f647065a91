/** Waits for what a real line brings in its own time. */

const PATIENCE_MS = 60_000;

export async function until(holds: () => unknown, what: string): Promise<void> {
  const end = Date.now() + PATIENCE_MS;
  while (!holds()) {
    if (Date.now() > end) {
      throw new Error(`${what}: not within ${PATIENCE_MS} ms`);
    }
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}
