/** What Enter does in the field: it sends or begins a line, as the operator likes it. Pure. */
import { isComposed } from "../../../parts/ime";

interface KeyPress {
  key: string;
  keyCode: number;
  isComposing: boolean;
  shiftKey: boolean;
  altKey: boolean;
  ctrlKey: boolean;
  metaKey: boolean;
}

export function sends(press: KeyPress, isEnterSending: boolean): boolean {
  if (press.key !== "Enter" || isComposed(press) || press.altKey) {
    return false;
  }
  return press.ctrlKey || press.metaKey || press.shiftKey !== isEnterSending;
}
