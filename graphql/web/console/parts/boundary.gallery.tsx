import { useState } from "react";
import type { Story } from "../gallery";
import { Boundary } from "./boundary";

let isBroken = true;

/** Breaks until somebody tries again. */
function Breaking(): string {
  if (isBroken) {
    throw new Error("broken on purpose, for the gallery");
  }
  return "It works again.";
}

function Mended() {
  const [, setTried] = useState(false);
  return (
    <div
      onClickCapture={() => {
        isBroken = false;
        setTried(true);
      }}
    >
      <Boundary>
        <Breaking />
      </Boundary>
    </div>
  );
}

export default {
  name: "Boundary",
  isWide: true,
  states: { broken: <Mended />, whole: <Boundary>It works.</Boundary> },
} satisfies Story;
