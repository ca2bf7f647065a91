import type { Story } from "../gallery";
import { Spoiler } from "./spoiler";

export default {
  name: "Spoiler",
  states: { closed: <Spoiler>The butler did it.</Spoiler> },
} satisfies Story;
