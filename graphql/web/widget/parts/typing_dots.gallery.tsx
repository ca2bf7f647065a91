import type { Story } from "../gallery";
import { TypingDots } from "./typing_dots";

export default {
  name: "TypingDots",
  states: { plain: <TypingDots label="Olha types" /> },
} satisfies Story;
