import { useState } from "react";
import type { Story } from "../gallery";
import { Switch } from "./switch";

type Told = Omit<Parameters<typeof Switch>[0], "isSelected" | "onChange">;

function Kept({ first = false, ...told }: Told & { first?: boolean }) {
  const [isSelected, setSelected] = useState(first);
  return <Switch isSelected={isSelected} onChange={setSelected} {...told} />;
}

export default {
  name: "Switch",
  states: {
    off: <Kept label="Single letters are shortcuts" />,
    on: <Kept label="Single letters are shortcuts" first />,
    "with help": <Kept label="Enter sends" help="Shift and Enter begin a line." first />,
    disabled: <Kept label="Enter sends" isDisabled />,
    "disabled, on": <Kept label="Enter sends" isDisabled first />,
  },
} satisfies Story;
