import type { Story } from "../gallery";
import { Close } from "./close";

export default {
  name: "Close",
  states: { plain: <Close label="Close" onPress={() => undefined} /> },
} satisfies Story;
