import { AlarmClock, Tag, UserPlus } from "lucide-react";
import { useState } from "react";
import type { Story } from "../gallery";
import { Button } from "./button";
import { LabelDot } from "./label";
import { Picker } from "./picker";

function Acts() {
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button onPress={() => setOpen(true)}>Find an act</Button>
      <Picker
        title="Acts"
        placeholder="Find an act or a customer"
        sections={[
          {
            id: "chat",
            title: "This chat",
            options: [
              { id: "assign", text: "Assign", icon: UserPlus, keys: "a" },
              { id: "snooze", text: "Snooze", icon: AlarmClock, keys: "s" },
              { id: "label", text: "Labels", icon: Tag, keys: "l", isDisabled: true },
            ],
          },
          { id: "people", title: "Customers", options: [{ id: "ana", text: "Ana Kovac" }] },
        ]}
        isOpen={isOpen}
        onClose={() => setOpen(false)}
        onChoose={() => undefined}
      />
    </>
  );
}

function Labels() {
  const [isOpen, setOpen] = useState(false);
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set(["payout"]));
  return (
    <>
      <Button onPress={() => setOpen(true)}>Labels</Button>
      <Picker
        title="Labels"
        placeholder="Find a label"
        sections={[
          {
            id: "all",
            options: [
              { id: "payout", text: "payout", mark: <LabelDot color="GREEN" /> },
              { id: "bug", text: "bug", mark: <LabelDot color="RED" /> },
            ],
          },
        ]}
        chosen={chosen}
        isOpen={isOpen}
        onClose={() => setOpen(false)}
        onChoose={(id) =>
          setChosen(
            new Set(chosen.has(id) ? [...chosen].filter((one) => one !== id) : [...chosen, id]),
          )
        }
      />
    </>
  );
}

export default {
  name: "Picker",
  states: {
    "one of many": <Acts />,
    several: <Labels />,
  },
} satisfies Story;
