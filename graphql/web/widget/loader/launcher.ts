/** The round button in the page's corner. */
import type { Settings } from "../settings";

const SVG = "http://www.w3.org/2000/svg";
const BALLOON = "M4 5h16v11H9l-5 4z";

type State = "closed" | "open" | "failed";

export interface Launcher {
  element: HTMLButtonElement;
  say: (state: State) => void;
}

export function launcher({ label, accent, onAccent }: Settings): Launcher {
  const element = document.createElement("button");
  element.type = "button";
  element.className = "launcher";
  element.ariaLabel = label;
  element.ariaHasPopup = "dialog";
  element.style.setProperty("--accent", accent);
  element.style.setProperty("--on-accent", onAccent);

  const icon = document.createElementNS(SVG, "svg");
  icon.setAttribute("viewBox", "0 0 24 24");
  icon.setAttribute("aria-hidden", "true");
  const path = document.createElementNS(SVG, "path");
  path.setAttribute("d", BALLOON);
  icon.append(path);
  element.append(icon);

  const say = (state: State) => {
    element.dataset["state"] = state;
    element.ariaExpanded = String(state === "open");
  };
  say("closed");
  return { element, say };
}
