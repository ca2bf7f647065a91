import type { Story } from "../gallery";
import { KeyHint } from "./key_hint";

export default {
  name: "KeyHint",
  states: {
    one: <KeyHint keys="r" />,
    together: <KeyHint keys="Mod+K" />,
    "one after another": <KeyHint keys="g i" />,
    named: <KeyHint keys="Escape" />,
  },
} satisfies Story;
