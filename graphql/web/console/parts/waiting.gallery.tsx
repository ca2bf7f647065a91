import type { Story } from "../gallery";
import { Waiting } from "./waiting";

const ago = (minutes: number) => new Date(Date.now() - minutes * 60_000).toISOString();

export default {
  name: "Waiting",
  states: {
    "for a moment": <Waiting since={ago(0)} />,
    "within the target": <Waiting since={ago(12)} dueAt={ago(-3)} />,
    "longer than the target": <Waiting since={ago(190)} dueAt={ago(130)} />,
    "without a target": <Waiting since={ago(3000)} />,
  },
} satisfies Story;
