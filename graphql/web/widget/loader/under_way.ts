/** Does this browser hold the secret of a chat. It only reads: nothing is stored before somebody writes. */
import { nameOf } from "../live/names";

export function isUnderWay(key: string): boolean {
  try {
    return localStorage.getItem(nameOf(key, "session")) !== null;
  } catch {
    return false;
  }
}
