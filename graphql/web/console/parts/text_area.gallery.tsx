import { useState } from "react";
import type { Story } from "../gallery";
import { TextArea } from "./text_area";

type Told = Omit<Parameters<typeof TextArea>[0], "value" | "onChange">;

function Kept({ first = "", ...told }: Told & { first?: string }) {
  const [value, setValue] = useState(first);
  return <TextArea value={value} onChange={setValue} {...told} />;
}

const lines = Array.from({ length: 6 }, (_, line) => `Line ${line + 1}`).join("\n");

export default {
  name: "TextArea",
  states: {
    empty: <Kept label="Greeting" placeholder="How can we help?" />,
    grown: <Kept label="Greeting" first={lines} />,
    scrolling: <Kept label="Greeting" first={`${lines}\n${lines}\n${lines}`} />,
    wrong: <Kept label="Greeting" first="…" error="Write at least one word." />,
    disabled: <Kept label="Greeting" first="Good day!" isDisabled />,
  },
} satisfies Story;
