import { useState } from "react";
import type { Story } from "../gallery";
import { Checkbox } from "./checkbox";

type Told = Omit<Parameters<typeof Checkbox>[0], "isSelected" | "onChange">;

function Kept({ first = false, ...told }: Told & { first?: boolean }) {
  const [isSelected, setSelected] = useState(first);
  return <Checkbox isSelected={isSelected} onChange={setSelected} {...told} />;
}

export default {
  name: "Checkbox",
  states: {
    off: <Kept label="Ask for the email first" />,
    on: <Kept label="Ask for the email first" first />,
    some: <Kept label="All channels" isIndeterminate />,
    "with help": <Kept label="Hide the number" help="Customers see a name alone." first />,
    disabled: <Kept label="Ask for the email first" isDisabled />,
    "disabled, on": <Kept label="Ask for the email first" isDisabled first />,
  },
} satisfies Story;
