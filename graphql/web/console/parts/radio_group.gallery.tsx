import { useState } from "react";
import type { Story } from "../gallery";
import { RadioGroup } from "./radio_group";

const THEMES = [
  { id: "SYSTEM", text: "As this computer has it" },
  { id: "LIGHT", text: "Light" },
  { id: "DARK", text: "Dark" },
];

type Told = Omit<Parameters<typeof RadioGroup>[0], "value" | "onChange" | "options" | "label">;

function Kept({ first = "SYSTEM", ...told }: Told & { first?: string | null }) {
  const [value, setValue] = useState(first);
  return (
    <RadioGroup label="Colours" options={THEMES} value={value} onChange={setValue} {...told} />
  );
}

export default {
  name: "RadioGroup",
  states: {
    chosen: <Kept />,
    "none chosen": <Kept first={null} isRequired help="On all your devices." />,
    wrong: <Kept first={null} error="Choose one." />,
    disabled: <Kept isDisabled />,
  },
} satisfies Story;
