import type { Story } from "../gallery";
import { Unread } from "./unread";

export default {
  name: "Unread",
  states: { one: <Unread count={1} />, many: <Unread count={128} />, none: <Unread count={0} /> },
} satisfies Story;
