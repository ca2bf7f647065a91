import type { Story } from "../gallery";
import { Priority } from "./priority";

export default {
  name: "Priority",
  states: {
    low: <Priority of="LOW" />,
    "normal, without a mark": <Priority of="NORMAL" />,
    high: <Priority of="HIGH" />,
    urgent: <Priority of="URGENT" />,
  },
} satisfies Story;
