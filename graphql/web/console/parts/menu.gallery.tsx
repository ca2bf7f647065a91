import { AlarmClock, ChevronsUp, Ellipsis, Tag, Trash2 } from "lucide-react";
import type { Story } from "../gallery";
import { Button } from "./button";
import { IconButton } from "./icon_button";
import { Menu } from "./menu";

const onAction = () => undefined;
const SECTIONS = [
  [
    { id: "escalate", text: "Escalate", icon: ChevronsUp, keys: "Shift+E", onAction },
    { id: "snooze", text: "Snooze", icon: AlarmClock, keys: "s", onAction },
    { id: "label", text: "Labels", icon: Tag, keys: "l", isDisabled: true, onAction },
  ],
  [{ id: "delete", text: "Delete …", icon: Trash2, isDangerous: true, onAction }],
];

export default {
  name: "Menu",
  states: {
    "of an icon": (
      <Menu
        label="More acts"
        trigger={<IconButton icon={Ellipsis} label="More" />}
        sections={SECTIONS}
        placement="bottom start"
      />
    ),
    "with a choice": (
      <Menu
        label="Status"
        trigger={<Button>Status</Button>}
        sections={[
          [
            { id: "online", text: "Online", isChosen: true, onAction },
            { id: "away", text: "Away", isChosen: false, onAction },
          ],
        ]}
        placement="bottom start"
      />
    ),
    "of a button": (
      <Menu
        label="More acts"
        trigger={<Button>Close as …</Button>}
        sections={SECTIONS}
        placement="bottom start"
      />
    ),
  },
} satisfies Story;
