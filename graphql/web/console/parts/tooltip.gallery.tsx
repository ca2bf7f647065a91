import type { Story } from "../gallery";
import { Button } from "./button";
import { Tooltip } from "./tooltip";

export default {
  name: "Tooltip",
  states: {
    "with keys": (
      <Tooltip text="Reply to the customer" keys="r">
        <Button>Reply</Button>
      </Tooltip>
    ),
    "without keys": (
      <Tooltip text="Sent by Telegram, read by Ana at 15:41">
        <Button>15:41</Button>
      </Tooltip>
    ),
  },
} satisfies Story;
