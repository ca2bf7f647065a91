import { useState } from "react";
import type { Story } from "../gallery";
import { Button } from "./button";
import { Sheet } from "./sheet";

function Kept() {
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button onPress={() => setOpen(true)}>Ana Kovac</Button>
      <Sheet title="Ana Kovac" isOpen={isOpen} onClose={() => setOpen(false)}>
        Merchant, Kyiv. Wrote three times this month.
      </Sheet>
    </>
  );
}

export default { name: "Sheet", states: { "of a button": <Kept /> } } satisfies Story;
