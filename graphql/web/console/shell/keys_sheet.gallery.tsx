import { useState } from "react";
import type { Story } from "../gallery";
import { Button } from "../parts/button";
import { TextField } from "../parts/text_field";
import { Keys, useKeys } from "./keys";
import { KeysSheet } from "./keys_sheet";

function Offering({
  onSingleKeys,
  hasSingleKeys,
}: {
  onSingleKeys: (is: boolean) => void;
  hasSingleKeys: boolean;
}) {
  const [isOpen, setOpen] = useState(false);
  const [done, setDone] = useState("nothing");
  const [text, setText] = useState("");
  useKeys([
    { keys: "?", text: "Show the keys", group: "Anywhere", onPress: () => setOpen(true) },
    { keys: "Mod+K", text: "Palette", group: "Anywhere", onPress: () => setDone("palette") },
    { keys: "g i", text: "Inbox", group: "Anywhere", onPress: () => setDone("inbox") },
    { keys: "r", text: "Reply", group: "The chat", onPress: () => setDone("reply") },
    { keys: "Shift+E", text: "Escalate", group: "The chat", onPress: () => setDone("escalate") },
  ]);
  return (
    <>
      <div className="gallery-row">
        <Button onPress={() => setOpen(true)}>Keys</Button>
        <output>{done}</output>
      </div>
      <TextField label="A text" value={text} onChange={setText} />
      <KeysSheet
        isOpen={isOpen}
        onClose={() => setOpen(false)}
        hasSingleKeys={hasSingleKeys}
        onSingleKeys={onSingleKeys}
      />
    </>
  );
}

function Kept() {
  const [hasSingleKeys, setSingleKeys] = useState(true);
  return (
    <Keys hasSingleKeys={hasSingleKeys}>
      <Offering hasSingleKeys={hasSingleKeys} onSingleKeys={setSingleKeys} />
    </Keys>
  );
}

export default { name: "KeysSheet", states: { "with five": <Kept /> } } satisfies Story;
