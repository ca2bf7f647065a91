import type { Story } from "../gallery";
import { Skeleton } from "./skeleton";

export default {
  name: "Skeleton",
  states: {
    rows: <Skeleton of="rows" count={3} />,
    messages: <Skeleton of="messages" count={3} />,
    text: <Skeleton of="text" />,
  },
} satisfies Story;
