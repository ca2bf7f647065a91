import {
  Archive,
  ArrowRightLeft,
  CircleCheck,
  CircleDashed,
  CircleDot,
  Hourglass,
} from "lucide-react";
import type { Story } from "../gallery";
import { Chip } from "./chip";

export default {
  name: "Chip",
  states: {
    new: <Chip text="New" icon={CircleDashed} tone="accent" />,
    active: <Chip text="Active" icon={CircleDot} tone="ok" />,
    waiting: <Chip text="Waits for the customer" icon={Hourglass} tone="waiting" />,
    transferred: <Chip text="Offered" icon={ArrowRightLeft} tone="info" />,
    failed: <Chip text="Failed" icon={CircleDashed} tone="danger" />,
    closed: <Chip text="Closed" icon={CircleCheck} />,
    archived: <Chip text="Archived" icon={Archive} />,
    "a label": (
      <Chip
        text="payout"
        tone="info"
        onRemove={() => undefined}
        removeLabel="Take the label payout off"
      />
    ),
    "right to left": <Chip text="مدفوعات" tone="info" />,
  },
} satisfies Story;
