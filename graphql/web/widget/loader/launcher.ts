/** The round button in the page's corner. */
import type { Settings } from "../settings";

const SVG = "http://www.w3.org/2000/svg";
const BALLOON =
  "M12 4c5 0 8.5 3.1 8.5 7.2S17 18.4 12 18.4c-1 0-2-.1-2.9-.4L4.8 20l.9-3.6c-1.4-1.3-2.2-3.1-2.2-5.2C3.5 7.1 7 4 12 4z";
const CROSS = "M6.5 9.5l5.5 5.5 5.5-5.5";

type State = "closed" | "open" | "failed";

export interface Launcher {
  element: HTMLButtonElement;
  say: (state: State) => void;
  badge: (count: number) => void;
}

export function launcher({ label, failure }: Settings): Launcher {
  const element = document.createElement("button");
  element.type = "button";
  element.className = "launcher";
  element.ariaHasPopup = "dialog";
  element.append(icon("balloon", BALLOON), icon("cross", CROSS));

  const hint = document.createElement("span");
  hint.className = "hint";
  hint.role = "status";
  element.append(hint);

  const say = (state: State) => {
    element.dataset["state"] = state;
    hint.textContent = state === "failed" ? failure : "";
    element.ariaExpanded = String(state === "open");
  };
  const badge = (count: number) => {
    // Drawn by the style sheet, for the label says it.
    element.toggleAttribute("data-unread", count > 0);
    element.dataset["count"] = count > 9 ? "9+" : String(count);
    element.ariaLabel = count > 0 ? `${label} (${count})` : label;
  };
  say("closed");
  badge(0);
  return { element, say, badge };
}

function icon(name: string, line: string): SVGElement {
  const drawn = document.createElementNS(SVG, "svg");
  drawn.setAttribute("class", name);
  drawn.setAttribute("viewBox", "0 0 24 24");
  drawn.setAttribute("aria-hidden", "true");
  const path = document.createElementNS(SVG, "path");
  path.setAttribute("d", line);
  drawn.append(path);
  return drawn;
}
