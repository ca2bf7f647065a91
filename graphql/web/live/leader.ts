/** One tab among several: who sounds, and who does what only one may do. By Web Locks. */

export type Locks = Pick<LockManager, "request">;

/** Without https there are no locks: every tab then counts as the only one. */
const ofBrowser = (): Locks | undefined => globalThis.navigator?.locks;

/** Tells when this tab begins to lead; it leads until it is closed or `stop` is called. */
export function lead(name: string, begin: () => void, locks: Locks | undefined = ofBrowser()) {
  if (!locks) {
    begin();
    return () => {};
  }
  const waiting = new AbortController();
  let release = () => {};
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  const hold = () => {
    begin();
    return held;
  };
  locks.request(name, { signal: waiting.signal }, hold).catch(() => {
    // Stopped while it waited.
  });
  return () => {
    waiting.abort();
    release();
  };
}

/** Does it unless another tab is at it; tells whether it was done here. */
export async function alone(
  name: string,
  act: () => Promise<void>,
  locks: Locks | undefined = ofBrowser(),
): Promise<boolean> {
  if (!locks) {
    await act();
    return true;
  }
  return locks.request(name, { ifAvailable: true }, async (lock) => {
    if (lock) {
      await act();
    }
    return lock !== null;
  });
}
