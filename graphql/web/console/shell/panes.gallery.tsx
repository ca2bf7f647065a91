import { Inbox } from "lucide-react";
import { useState } from "react";
import type { Story } from "../gallery";
import { Button } from "../parts/button";
import { Empty } from "../parts/empty";
import type { PaneCount } from "./pane_count";
import { Panes } from "./panes";

function Kept({ count }: { count: PaneCount }) {
  const [widths, setWidths] = useState({ list: 280, panel: 240 });
  const [isOpen, setOpen] = useState(false);
  const [isPanelOpen, setPanelOpen] = useState(count === 4);
  return (
    <div style={{ blockSize: 220 }}>
      <Panes
        count={count}
        list={
          <div className="gallery-row">
            <Button onPress={() => setOpen(true)}>Open Ana Kovac</Button>
          </div>
        }
        isOpen={isOpen}
        onBack={() => setOpen(false)}
        panel={{
          title: "About Ana",
          content: <p className="gallery-row">Merchant, Kyiv.</p>,
          isOpen: isPanelOpen,
          onClose: () => setPanelOpen(false),
        }}
        widths={widths}
        onWidths={setWidths}
      >
        {isOpen ? (
          <div className="gallery-row">
            Where is my payout?
            <Button onPress={() => setPanelOpen(!isPanelOpen)}>About</Button>
          </div>
        ) : (
          <Empty icon={Inbox} text="Choose a chat to read it here." />
        )}
      </Panes>
    </div>
  );
}

export default {
  name: "Panes",
  isWide: true,
  states: {
    "with the panel": <Kept count={4} />,
    "with the panel as a sheet": <Kept count={3} />,
    "one at a time": <Kept count={1} />,
  },
} satisfies Story;
