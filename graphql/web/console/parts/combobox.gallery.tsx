import { useState } from "react";
import type { Story } from "../gallery";
import { Combobox } from "./combobox";

const OPERATORS = ["Ana", "Ben", "Ігор", "Marta", "Olha", "ليلى"].map((text) => ({
  id: text,
  text,
  help: text === "Marta" ? "Away" : "Online",
}));

type Told = Partial<Omit<Parameters<typeof Combobox>[0], "value" | "onChange" | "options">>;

function Kept({ first = null, ...told }: Told & { first?: string | null }) {
  const [value, setValue] = useState<string | null>(first);
  return (
    <Combobox
      label="Operator"
      placeholder="A name"
      options={OPERATORS}
      value={value}
      onChange={setValue}
      {...told}
    />
  );
}

export default {
  name: "Combobox",
  states: {
    "none chosen": <Kept />,
    chosen: <Kept first="Olha" />,
    wrong: <Kept error="Choose who takes it." />,
    disabled: <Kept first="Ben" isDisabled />,
  },
} satisfies Story;
