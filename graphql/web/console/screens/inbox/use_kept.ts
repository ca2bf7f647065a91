/** Choices that this browser keeps: yes or no, the same in all of its pages. */
import { useSyncExternalStore } from "react";
import { Listeners } from "../../../live/listeners";

export type KeptName = "table" | "next-after-close";

const changes = new Listeners();
/** Where the browser keeps nothing, the page does. */
const here = new Map<KeptName, boolean>();

function read(name: KeptName): boolean {
  try {
    return localStorage.getItem(`switchboard:inbox:${name}`) === "yes";
  } catch {
    return here.get(name) ?? false;
  }
}

export function useKept(name: KeptName): [boolean, (is: boolean) => void] {
  const is = useSyncExternalStore(
    (listener) => changes.add(listener),
    () => read(name),
  );
  return [is, (next) => keep(name, next)];
}

function keep(name: KeptName, is: boolean): void {
  here.set(name, is);
  try {
    localStorage.setItem(`switchboard:inbox:${name}`, is ? "yes" : "no");
  } catch {
    // It holds until the page ends.
  }
  changes.tell();
}
