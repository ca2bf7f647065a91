import type { Story } from "../gallery";
import { Time } from "./time";

const ago = (ms: number) => new Date(Date.now() - ms).toISOString();
const DAY_MS = 86_400_000;

export default {
  name: "Time",
  states: {
    now: <Time at={ago(0)} />,
    "this week": <Time at={ago(2 * DAY_MS)} />,
    earlier: <Time at={ago(40 * DAY_MS)} />,
    "another year": <Time at={ago(500 * DAY_MS)} />,
    full: <Time at={ago(0)} isFull />,
    "in another zone": <Time at={ago(0)} isFull zone="Asia/Tokyo" />,
  },
} satisfies Story;
