import { useState } from "react";
import type { Story } from "../gallery";
import { SplitPanes } from "./split_panes";

const text = (name: string) => <p className="gallery-row">{name}</p>;

function Kept({ hasEnd = false }: { hasEnd?: boolean }) {
  const [list, setList] = useState(200);
  const [panel, setPanel] = useState(180);
  return (
    <div style={{ blockSize: 120 }}>
      <SplitPanes
        start={{
          content: text("List"),
          label: hasEnd ? "Width of the list" : "Width of the only list",
          width: list,
          min: 120,
          max: 320,
          onResize: setList,
        }}
        {...(hasEnd
          ? {
              end: {
                content: text("Panel"),
                label: "Width of the panel",
                width: panel,
                min: 120,
                max: 280,
                onResize: setPanel,
              },
            }
          : {})}
      >
        {text("Messages")}
      </SplitPanes>
    </div>
  );
}

export default {
  name: "SplitPanes",
  isWide: true,
  states: { two: <Kept />, three: <Kept hasEnd /> },
} satisfies Story;
