/** What the page listens to. A listener that throws keeps nobody else from hearing. */
import type { Emit, Events } from "../calls";

type Listener<Name extends keyof Events> = (detail: Events[Name]) => void;
export type On = <Name extends keyof Events>(name: Name, listener: Listener<Name>) => () => void;

export function createListeners(): { on: On; emit: Emit } {
  const heard = new EventTarget();
  const on: On = (name, listener) => {
    const hear = (event: Event) => listener((event as CustomEvent).detail);
    heard.addEventListener(name, hear);
    return () => heard.removeEventListener(name, hear);
  };
  const emit: Emit = (name, detail) => void heard.dispatchEvent(new CustomEvent(name, { detail }));
  return { on, emit };
}
