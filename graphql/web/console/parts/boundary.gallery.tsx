import type { Story } from "../gallery";
import { Boundary } from "./boundary";

let isBroken = true;

/** Breaks until a moment has passed. */
function Breaking(): string {
  if (isBroken) {
    setTimeout(() => {
      isBroken = false;
    }, 100);
    throw new Error("broken on purpose, for the gallery");
  }
  return "It works again.";
}

export default {
  name: "Boundary",
  isWide: true,
  states: {
    broken: (
      <Boundary>
        <Breaking />
      </Boundary>
    ),
    whole: <Boundary>It works.</Boundary>,
  },
} satisfies Story;
