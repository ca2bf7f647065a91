/** Which chats are looked at in this browser: each focused tab holds a lock that names its own. */

const PREFIX = "switchboard:looks:";

/** Held while the tab shows the chat and has the focus; what it gives ends that. */
export function looksAt(chatId: string): () => void {
  if (!navigator.locks) {
    return () => {};
  }
  let release = () => {};
  const focus = () => {
    release();
    release = document.hasFocus() ? hold(chatId) : () => {};
  };
  focus();
  addEventListener("focus", focus);
  addEventListener("blur", focus);
  return () => {
    removeEventListener("focus", focus);
    removeEventListener("blur", focus);
    release();
  };
}

function hold(chatId: string): () => void {
  const ending = new AbortController();
  let release = () => {};
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  const options = { mode: "shared", signal: ending.signal } as const;
  navigator.locks
    .request(`${PREFIX}${chatId}`, options, () => held)
    .catch(() => {
      // It ended before it began.
    });
  return () => {
    ending.abort();
    release();
  };
}

export async function lookedAt(): Promise<string[]> {
  const { held = [] } = (await navigator.locks?.query()) ?? {};
  return held.flatMap(({ name }) => (name?.startsWith(PREFIX) ? [name.slice(PREFIX.length)] : []));
}
